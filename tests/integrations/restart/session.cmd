@echo off
rem One session: Wine stops all services as soon as no other program runs.
rem %1 shirlint.exe, %2 the folder of the service, %3 the config it reads
sc create DIAHostService start= demand binPath= "%2\service.exe %3 [0-9]"
sc start DIAHostService
sc query DIAHostService

echo == falls over
%1 check --live --fix --reason CHG-1 --restart-service --backup-dir %2\state
echo exit code %errorlevel%
sc query DIAHostService
%1 undo --list --backup-dir %2\state

echo == stays up
sc stop DIAHostService
sc delete DIAHostService
sc create DIAHostService start= demand binPath= "%2\service.exe %3 nothing-of-it"
sc start DIAHostService
%1 check --live --fix --reason CHG-2 --restart-service --backup-dir %2\state
echo exit code %errorlevel%
sc query DIAHostService

echo == end
sc stop DIAHostService
sc delete DIAHostService
