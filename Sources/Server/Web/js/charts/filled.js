/** More places than this say nothing; a stray number far off would leave the others no room. */
const MOST_PLACES = 100;

/**
 * @param {any[]} rows one for some whole numbers
 * @param {string} dimension
 * @param {string} value
 * @returns {any[]} one for each from the least to the largest, where that many have room; of those added, none was counted
 */
export function filled(rows, dimension, value) {
  const numbers = rows.map((row) => Number(row[dimension]));
  const least = Math.min(...numbers);
  const places = Math.max(...numbers) - least + 1;
  if (!(places <= MOST_PLACES)) return rows;
  const found = new Map(rows.map((row, index) => [numbers[index], row]));
  return Array.from({ length: places }, (_, index) => found.get(least + index) ?? { [dimension]: least + index, [value]: 0, isNone: true });
}
