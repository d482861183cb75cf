/* DIAHostService for tests/integrations/restart.sh: it keeps a diawp.exe beside itself running, as a
   copy does, and falls over eight seconds after its start when the file that it is given holds a word.
     service.exe FILE WORD     the service
     diawp.exe                 the same program as worker; the service ends it */
#include <stdio.h>
#include <string.h>
#include <windows.h>

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

static HANDLE start_worker(void) {
  char path[MAX_PATH];
  STARTUPINFOA start;
  PROCESS_INFORMATION worker;
  ZeroMemory(&start, sizeof start);
  ZeroMemory(&worker, sizeof worker);
  start.cb = sizeof start;
  GetModuleFileNameA(NULL, path, sizeof path);
  strcpy(strrchr(path, '\\') + 1, "diawp.exe");
  CreateProcessA(path, NULL, NULL, NULL, FALSE, CREATE_NO_WINDOW, NULL, NULL, &start, &worker);
  return worker.hProcess;
}

static void WINAPI serve(DWORD count, LPSTR *arguments) {
  HANDLE worker;
  (void)count;
  (void)arguments;
  handle = RegisterServiceCtrlHandlerA("DIAHostService", control);
  worker = start_worker();
  tell(SERVICE_RUNNING);
  WaitForSingleObject(end, dislikes_file() ? 8000 : INFINITE);
  TerminateProcess(worker, 0);
  tell(SERVICE_STOPPED);
}

int main(int count, char **arguments) {
  SERVICE_TABLE_ENTRYA table[] = {{"DIAHostService", serve}, {NULL, NULL}};
  if (count != 3) Sleep(600000);
  if (count != 3) return 0;
  file = arguments[1];
  word = arguments[2];
  end = CreateEventA(NULL, TRUE, FALSE, NULL);
  return StartServiceCtrlDispatcherA(table) ? 0 : 1;
}
