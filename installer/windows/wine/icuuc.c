/* Wine 8 has no icuuc.dll, which is a part of Windows 10 and later. Qt6Core asks it only for text in old code pages, which LDN Calc
   never reads; so each function says "no such converter". For tests under Wine; the build fails if this library is in what it ships. */
#define EXPORT __declspec(dllexport)
enum { FILE_ACCESS_ERROR = 4, UNSUPPORTED_ERROR = 16 };

EXPORT void *ucnv_open(const char *name, int *error) { *error = FILE_ACCESS_ERROR; return 0; }
EXPORT void ucnv_close(void *converter) {}
EXPORT void ucnv_reset(void *converter) {}
EXPORT signed char ucnv_getMaxCharSize(const void *converter) { return 1; }
EXPORT const char *ucnv_getName(const void *converter, int *error) { *error = FILE_ACCESS_ERROR; return 0; }
EXPORT const char *ucnv_getStandardName(const char *name, const char *standard, int *error) { *error = FILE_ACCESS_ERROR; return 0; }
EXPORT const char *ucnv_getAvailableName(int index) { return 0; }
EXPORT int ucnv_countAvailable(void) { return 0; }
EXPORT void ucnv_getToUCallBack(const void *converter, void **action, const void **context) { *action = 0; *context = 0; }
EXPORT void ucnv_getFromUCallBack(const void *converter, void **action, const void **context) { *action = 0; *context = 0; }
EXPORT void ucnv_setToUCallBack(void *c, void *action, const void *context, void **before, const void **with, int *error) { *error = UNSUPPORTED_ERROR; }
EXPORT void ucnv_setFromUCallBack(void *c, void *action, const void *context, void **before, const void **with, int *error) { *error = UNSUPPORTED_ERROR; }
EXPORT void ucnv_cbToUWriteUChars(void *arguments, const void *source, int length, int offset, int *error) { *error = UNSUPPORTED_ERROR; }
EXPORT void ucnv_cbFromUWriteUChars(void *arguments, const void **source, const void *limit, int offset, int *error) { *error = UNSUPPORTED_ERROR; }
EXPORT void ucnv_toUnicode(void *c, void **to, const void *end, const char **from, const char *limit, int *offsets, char flush, int *error) { *error = UNSUPPORTED_ERROR; }
EXPORT void ucnv_fromUnicode(void *c, char **to, const char *end, const void **from, const void *limit, int *offsets, char flush, int *error) { *error = UNSUPPORTED_ERROR; }
EXPORT int ucnv_toUCountPending(const void *converter, int *error) { return 0; }
EXPORT int ucnv_fromUCountPending(const void *converter, int *error) { return 0; }
EXPORT void UCNV_FROM_U_CALLBACK_SUBSTITUTE(const void *c, void *arguments, const void *units, int length, int point, int reason, int *error) {}
EXPORT void UCNV_TO_U_CALLBACK_SUBSTITUTE(const void *c, void *arguments, const char *bytes, int length, int reason, int *error) {}
