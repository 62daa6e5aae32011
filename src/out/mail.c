#include "out/mail.h"

#include <stdint.h>

#include "base/unicode.h"

/* What ends an address or quotes a part of it: the specials of RFC 5322. */
static bool
is_special(int32_t cp)
{
	return cp == ' ' || (cp > 0 && cp < 0x80 &&
	    strchr("\"(),:;<>[\\]", (int)cp)) || unicode_unsafe(cp);
}

static bool
is_address(struct str s)
{
	size_t at = str_chr(s, '@');
	int32_t cp;

	if (!at || at == SIZE_MAX || at + 1 == s.len ||
	    str_rchr(s, '@') != at)
		return false;
	while (s.len) {
		s = str_from(s, unicode_next(s, &cp));
		if (is_special(cp))
			return false;
	}
	return true;
}

struct str
mail_address(struct str value)
{
	size_t open;

	value = str_trim(value);
	open = str_rchr(value, '<');
	if (open != SIZE_MAX && str_ends(value, STR(">"))) {
		value = str_from(value, open + 1);
		value.len--;
	}
	if (str_istarts(value, STR("mailto:")))
		value = str_from(value, 7);
	value = str_trim(value);
	return is_address(value) ? value : STR_NONE;
}
