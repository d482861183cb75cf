/* A service that falls over two seconds after its start when the file that it is given holds a word:
   service.exe FILE WORD. Started by hand it is a process that ends after a quarter of a minute. */
#include <windows.h>
#include <stdio.h>
#include <string.h>

static const char *file, *word;
static HANDLE end;
static SERVICE_STATUS_HANDLE handle;

static void tell(DWORD state) {
  SERVICE_STATUS status = {SERVICE_WIN32_OWN_PROCESS, state, SERVICE_ACCEPT_STOP, 0, 0, 0, 0};
  SetServiceStatus(handle, &status);
}

static void WINAPI control(DWORD code) {
  if (code == SERVICE_CONTROL_STOP) SetEvent(end);
}

static int dislikes_file(void) {
  static char text[1 << 20];
  FILE *in = fopen(file, "rb");
  if (in == NULL) return 1;
  text[fread(text, 1, sizeof text - 1, in)] = '\0';
  fclose(in);
  return strstr(text, word) != NULL;
}

static void WINAPI serve(DWORD count, LPSTR *arguments) {
  (void)count;
  (void)arguments;
  handle = RegisterServiceCtrlHandlerA("DIAHostService", control);
  tell(SERVICE_RUNNING);
  WaitForSingleObject(end, dislikes_file() ? 2000 : INFINITE);
  tell(SERVICE_STOPPED);
}

int main(int count, char **arguments) {
  SERVICE_TABLE_ENTRYA table[] = {{"DIAHostService", serve}, {NULL, NULL}};
  if (count != 3) {
    Sleep(15000);
    return 0;
  }
  file = arguments[1];
  word = arguments[2];
  end = CreateEventA(NULL, TRUE, FALSE, NULL);
  return StartServiceCtrlDispatcherA(table) ? 0 : 1;
}
