/* SPDX-License-Identifier: MIT */
#include "cli/html/page.h"

#include "cli/lang.h"
#include "lib/base/sha256.h"
#include "web/page_assets.h"

#include <stdlib.h>

enum { FRAME_BESIDE_ASSETS = 2048 };

size_t
page_frame_size(void)
{
    return page_style_size + page_body_size + page_script_size + page_charts_size + page_licences_size + FRAME_BESIDE_ASSETS;
}

/* What the page may do: nothing that it does not bring along. */
static void
put_policy(struct buf *out)
{
    char style[SHA256_BASE64_SIZE], charts[SHA256_BASE64_SIZE], script[SHA256_BASE64_SIZE];

    sha256_base64((struct str){ page_style, page_style_size }, style);
    sha256_base64((struct str){ page_charts, page_charts_size }, charts);
    sha256_base64((struct str){ page_script, page_script_size }, script);
    buf_printf(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'sha256-%s' 'sha256-%s'; "
                    "style-src 'sha256-%s'; base-uri 'none'; form-action 'none'\">\n", charts, script, style);
}

static void
put_block(struct buf *out, const char *open, const char *bytes, size_t size, const char *close)
{
    buf_put_str(out, str_of(open));
    buf_put(out, bytes, size);
    buf_put_str(out, str_of(close));
}

/* JSON has < in its strings alone: written as an escape, no tag and no comment can begin there. */
static void
put_data(struct buf *out, const json_t *data)
{
    char *text = json_dumps(data, JSON_COMPACT);
    const char *from = text;

    buf_put_str(out, STR("<script type=\"application/json\" id=\"data\">"));
    for (const char *at = text; *at; at++) {
        if (*at != '<')
            continue;
        buf_put(out, from, (size_t)(at - from));
        buf_put_str(out, STR("\\u003c"));
        from = at + 1;
    }
    buf_put_str(out, str_of(from));
    buf_put_str(out, STR("</script>\n"));
    free(text);
}

void
page_put(struct buf *out, const json_t *data)
{
    buf_put_str(out, STR("<!doctype html>\n<html lang=\""));
    buf_put_str(out, lang_now() == LANG_ZH ? STR("zh-CN") : STR("en"));
    buf_put_str(out, STR("\">\n<head>\n<meta charset=\"utf-8\">\n"));
    put_policy(out);
    buf_put_str(out, STR("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                         "<meta name=\"generator\" content=\"turnout\">\n<title>Turnout</title>\n"));
    put_block(out, "<style>", page_style, page_style_size, "</style>\n</head>\n<body>\n");
    buf_put(out, page_body, page_body_size);
    put_data(out, data);
    put_block(out, "<script type=\"text/plain\" id=\"licence-texts\">\n", page_licences, page_licences_size, "</script>\n");
    if (page_charts_size > 0)
        put_block(out, "<script>", page_charts, page_charts_size, "</script>\n");
    put_block(out, "<script>", page_script, page_script_size, "</script>\n</body>\n</html>\n");
}
