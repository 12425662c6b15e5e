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
 * @returns {{layoutCenter: string[], layoutSize: number}} the country as large as fits, whatever the shape of the plot
 */
export function placeOfMap({ width, height }) {
  return { layoutCenter: ['50%', '50%'], layoutSize: Math.min(width, height) * 0.97 };
}
