/* SPDX-License-Identifier: MIT */
/*
 * page_assets.h -- the parts of an html page that are the same in every one, embedded at build time.
 *
 * UTF-8 texts with a NUL byte behind them that the size does not count.
 * Without charts (TURNOUT_CHARTS=OFF) page_charts and page_licences are empty.
 */
#ifndef WEB_PAGE_ASSETS_H
#define WEB_PAGE_ASSETS_H

#include <stddef.h>

extern const char page_style[], page_body[], page_script[], page_charts[], page_licences[];
extern const size_t page_style_size, page_body_size, page_script_size, page_charts_size, page_licences_size;

#endif
