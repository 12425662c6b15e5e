import { dashboard } from './dashboard.js';

export const view = dashboard({ id: 'explore', charts: [] });
