@echo off
rem Looks after one integration runtime host from the Task Scheduler: tells when its configs have
rem drifted and mends what is safe, once. What comes back after that is told, and left alone until a
rem person has looked and deleted mended.txt: something else writes these files, and two who undo each
rem other's work would restart copies for ever.
rem
rem   drift.cmd HOST_FOLDER [OPTION...]     options of shirlint check: --site FILE, --select "PRX,BYP"
rem
rem The task's last result: 0 as it should be, 1 drifted (see drift.txt), 2 something could not be
rem done. SHIRLINT_DRIFT names the folder for drift.txt and mended.txt.
setlocal
set shirlint=%~dp0shirlint.exe
set host=%~1
if "%SHIRLINT_DRIFT%"=="" set SHIRLINT_DRIFT=%ProgramData%\shirlint-drift
if not exist "%SHIRLINT_DRIFT%" mkdir "%SHIRLINT_DRIFT%"
set options=
:next
shift
if "%~1"=="" goto check
set options=%options% "%~1"
goto next

:check
"%shirlint%" check %options% --format "text:%SHIRLINT_DRIFT%\drift.txt" "%host%"
set result=%errorlevel%
if %result%==0 exit /b 0
if not %result%==1 exit /b 2
if exist "%SHIRLINT_DRIFT%\mended.txt" (
  echo This was mended before and has come back, or needs a person: see drift.txt and mended.txt.
  exit /b 1
)
"%shirlint%" check %options% --fix --reason drift "%host%" > "%SHIRLINT_DRIFT%\mended.txt"
exit /b %errorlevel%
