import { bar } from './bar.js';
import { bubble } from './bubble.js';
import { flows } from './flows.js';
import { heatmap } from './heatmap.js';
import { lorenz } from './lorenz.js';
import { map } from './map.js';
import { multiples } from './multiples.js';
import { pie } from './pie.js';
import { points } from './points.js';
import { time } from './time.js';
import { treemap } from './treemap.js';

/** Every way of drawing there is, by the name that declarations use. @type {Record<string, import('../parts.js').Kind>} */
export const kinds = { bar, bubble, flows, heatmap, lorenz, map, multiples, pie, points, time, treemap };
