// SPDX-License-Identifier: MIT
// What the page draws with: the parts of Apache ECharts that it uses, and no more.
// esbuild bundles this file at build time (web/CMakeLists.txt); page/charts.js is its only user.
import { init, use } from "echarts/core";
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";

use([
    BarChart,
    LineChart,
    AriaComponent,
    GridComponent,
    MarkLineComponent,
    TooltipComponent,
    SVGRenderer,
]);

globalThis.turnoutCharts = { init };
