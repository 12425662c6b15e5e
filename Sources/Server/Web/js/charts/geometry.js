/** The shapes of Brazil's states, fetched when the first map is drawn. @type {Promise<void> | undefined} */
let loading;

/**
 * @param {any} echarts
 * @returns {Promise<void>} done when the map `brazil` can be drawn
 */
export function loadMap(echarts) {
  loading ??= load(echarts).catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** @param {any} echarts */
async function load(echarts) {
  const response = await fetch('/vendor/brazil-states.json');
  if (!response.ok) throw new Error(`The map could not be loaded (status ${response.status}).`);
  echarts.registerMap('brazil', await response.json());
}

/**
 * @param {{width: number, height: number}} plot
 * @returns {{layoutCenter: (string | number)[], layoutSize: number}} the country as large as fits, below the words of its card
 *   whatever the shape of the plot
 */
export function placeOfMap({ width, height }) {
  const size = Math.min(width, height);
  return { layoutCenter: ['50%', size / 2], layoutSize: size * 0.97 };
}
