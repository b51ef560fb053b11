// SPDX-License-Identifier: MIT
// On paper: charts are drawn again in black and white, as wide as the page, and what is folded is opened or left out by the style.
function beginPrint() {
    if (now.isPrinting) return;
    now.isPrinting = true;
    drawAll();
}

function endPrint() {
    now.isPrinting = false;
    drawAll();
}

addEventListener("beforeprint", beginPrint);
addEventListener("afterprint", endPrint);
