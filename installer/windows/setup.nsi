; The installer of LDN Calc for 64-bit Windows. values.nsh (versions, folders) and files.nsh (the list of files) come from make_setup.py.
;
; setup.exe /S [/ALLUSERS | /CURRENTUSER] [/WAIT=seconds] [/CLOSE] [/D=folder]      /D last, without quotes
; uninstall.exe /S [/WAIT=seconds] [/CLOSE]
;
; Exit codes: 0 done, 1 a person stopped it, 2 the disk is full or files cannot be written, 3 LDN Calc is running, 4 this Windows is
; too old, 5 an administrator is needed, 6 the folder holds something else, 7 the version before could not be removed.
!include "values.nsh"
Target ${TARGET}
Unicode true
!include "files.nsh"

!define NAME "LDN Calc"
!define WINDOW "ldn-calc-window.exe"
!define COMMAND "ldn-calc.exe"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\LDN Calc"
!define OPENER "Software\Classes\Applications\${WINDOW}"
!define NEW ".ldn-calc-new" ; in the folder: the new files until the old ones are gone
!define RUNNING 3
!define TOO_OLD 4
!define ADMINISTRATOR 5
!define SOMETHING_ELSE 6
!define NOT_REMOVED 7
!define FIRST_BUILD 17763 ; Windows 10, 1809: the first that Qt 6.11 runs on

Name "${NAME}"
OutFile "${OUT}"
BrandingText "${NAME} ${VERSION}"
SetCompressor /SOLID ${COMPRESSOR}
!if "${COMPRESSOR}" == "lzma"
  SetCompressorDictSize 64
!endif
ManifestDPIAware true
ManifestSupportedOS Win10
AllowSkipFiles off
ShowInstDetails nevershow
ShowUninstDetails nevershow
VIProductVersion "${VERSION_FOUR}"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "${NAME} Setup"
VIAddVersionKey "CompanyName" "${PUBLISHER}"
VIAddVersionKey "LegalCopyright" "MIT licence"
!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"'
!endif

!define MULTIUSER_MUI
!define MULTIUSER_EXECUTIONLEVEL Highest
!define MULTIUSER_USE_PROGRAMFILES64
!define MULTIUSER_INSTALLMODE_INSTDIR "${NAME}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_KEY "${KEY}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_VALUENAME "InstallLocation"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_KEY "${KEY}"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_VALUENAME "InstallLocation"
!define MULTIUSER_INSTALLMODE_COMMANDLINE
!define MULTIUSER_INIT_FUNCTIONQUIT StopForAdministrator
!define MULTIUSER_NOUNINSTALL
!include "MultiUser.nsh"
!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "Install ${NAME} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "${NAME} turns a prescription for low dose naltrexone into a checked bench plan and its papers.$\r$\n$\r$\nIt works without the internet. Your settings and papers stay as they are when you update or remove it.$\r$\n$\r$\nChoose Next to go on."
!define MUI_FINISHPAGE_TITLE "${NAME} is ready"
!define MUI_FINISHPAGE_TEXT "You find it in the start menu."
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_TEXT "Open ${NAME} now"
!define MUI_FINISHPAGE_RUN_FUNCTION OpenAsThePerson
!insertmacro MUI_PAGE_WELCOME
!insertmacro MULTIUSER_PAGE_INSTALLMODE
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE LeaveFolderPage
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

Var Asked ; the folder of /D=, or empty
Var Seconds ; how long a silent run waits for the program to close
Var AskToClose ; 1: ask the program to close without asking the person
Var Before ; the folder of the version before, or empty

!macro StopWith CODE WORDS
  MessageBox MB_OK|MB_ICONSTOP "${WORDS}" /SD IDOK
  SetErrorLevel ${CODE}
  Quit
!macroend

; A program that runs cannot be written to. Answers 1 or 0 on the stack.
!macro FunctionsOfBoth UN
Function ${UN}IsRunning
  Push $0
  Push $1
  StrCpy $1 0
  ${If} ${FileExists} "$INSTDIR\${WINDOW}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${WINDOW}" a
    ${If} ${Errors}
      StrCpy $1 1
    ${Else}
      FileClose $0
    ${EndIf}
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\${COMMAND}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${COMMAND}" a
    ${If} ${Errors}
      StrCpy $1 1
    ${Else}
      FileClose $0
    ${EndIf}
  ${EndIf}
  ClearErrors
  Exch $1
  Exch
  Pop $0
FunctionEnd

Function ${UN}ReadOptions
  ${GetParameters} $R0
  StrCpy $Seconds 60
  StrCpy $AskToClose 0
  ClearErrors
  ${GetOptions} $R0 "/WAIT=" $R1
  ${IfNot} ${Errors}
    IntOp $Seconds $R1 + 0
  ${EndIf}
  ClearErrors
  ${GetOptions} $R0 "/CLOSE" $R1
  ${IfNot} ${Errors}
    StrCpy $AskToClose 1
  ${EndIf}
  ClearErrors
FunctionEnd

; Goes on once the program is closed. It is asked as if its window's X were clicked: it may then ask about unsaved work.
Function ${UN}WaitUntilClosed
  again:
  Call ${UN}IsRunning
  Pop $R0
  ${If} $R0 = 0
    Return
  ${EndIf}
  ${IfNot} ${Silent}
    MessageBox MB_OKCANCEL|MB_ICONEXCLAMATION "${NAME} is open. Save your work in it first. OK then closes it and goes on." IDOK +3
    SetErrorLevel 1
    Quit
    StrCpy $AskToClose 1
    StrCpy $Seconds 15
  ${EndIf}
  ${If} $AskToClose = 1
    nsExec::Exec '"$SYSDIR\taskkill.exe" /IM ${WINDOW}'
    Pop $R0
  ${EndIf}
  StrCpy $R1 0
  ${DoWhile} $R1 < $Seconds
    Sleep 1000
    IntOp $R1 $R1 + 1
    Call ${UN}IsRunning
    Pop $R0
    ${If} $R0 = 0
      Sleep 500 ; what it was writing
      Return
    ${EndIf}
  ${Loop}
  IfSilent 0 again
  SetErrorLevel ${RUNNING}
  Quit
FunctionEnd
!macroend
!insertmacro FunctionsOfBoth ""
!insertmacro FunctionsOfBoth "un."

Function StopForAdministrator
  SetErrorLevel ${ADMINISTRATOR}
  Quit
FunctionEnd

Function .onInit
  StrCpy $Asked $INSTDIR
  SetRegView 64
  ReadRegStr $R0 HKLM "Software\Microsoft\Windows NT\CurrentVersion" "CurrentBuildNumber"
  ${If} $R0 < ${FIRST_BUILD}
    !insertmacro StopWith ${TOO_OLD} "${NAME} needs Windows 10, version 1809, or newer."
  ${EndIf}
  Call ReadOptions
  ; before MULTIUSER_INIT, whose own box waits for a person in a silent run too
  UserInfo::GetAccountType
  Pop $R2
  ${If} $R2 != "Admin"
    ${GetOptions} $R0 "/ALLUSERS" $R1
    ${IfNot} ${Errors}
      !insertmacro StopWith ${ADMINISTRATOR} "Only an administrator can install ${NAME} for everyone on this PC."
    ${EndIf}
    ReadRegStr $R2 HKLM "${KEY}" "InstallLocation"
    ClearErrors
    ${GetOptions} $R0 "/CURRENTUSER" $R1
    ${If} ${Errors}
    ${AndIf} $R2 != "" ; a second copy would leave the old one in use beside it
      !insertmacro StopWith ${ADMINISTRATOR} "${NAME} is installed for everyone on this PC. An administrator must update it."
    ${EndIf}
  ${EndIf}
  ClearErrors
  !insertmacro MULTIUSER_INIT
  ${If} $Asked != ""
    StrCpy $INSTDIR $Asked
  ${EndIf}
FunctionEnd

; Whether files may be laid into $INSTDIR: it is new, empty or ours. Answers 1 or 0 on the stack.
Function IsFreeOrOurs
  StrCpy $R0 1
  ${If} ${FileExists} "$INSTDIR\*.*"
  ${AndIfNot} ${FileExists} "$INSTDIR\${NEW}\*.*" ; an installation that was cut off: it can be done again
  ${AndIfNot} ${FileExists} "$INSTDIR\${WINDOW}"
  ${AndIfNot} ${FileExists} "$INSTDIR\uninstall.exe"
    ${DirState} "$INSTDIR" $R1
    ${If} $R1 = 1
      StrCpy $R0 0
    ${EndIf}
  ${EndIf}
  Push $R0
FunctionEnd

Function LeaveFolderPage
  Call IsFreeOrOurs
  Pop $R0
  ${If} $R0 = 0
    MessageBox MB_OK|MB_ICONEXCLAMATION "This folder holds other files. Please choose a new or an empty folder."
    Abort
  ${EndIf}
FunctionEnd

Function OpenAsThePerson ; not as the administrator who installs
  Exec '"$WINDIR\explorer.exe" "$INSTDIR\${WINDOW}"'
FunctionEnd

; A folder just written may be held for a moment by what looks for viruses: it is tried for ten seconds.
!macro MoveOne FROM WHAT
  StrCpy $R8 0
  ${Do}
    ${If} ${FileExists} "$INSTDIR\${WHAT}"
      System::Call 'kernel32::GetTickCount() i .R9' ; someone else's files stay, under another name
      Rename "$INSTDIR\${WHAT}" "$INSTDIR\${WHAT}.kept-$R9"
    ${EndIf}
    ClearErrors
    Rename "${FROM}\${WHAT}" "$INSTDIR\${WHAT}"
    ${IfNot} ${Errors}
      ${ExitDo}
    ${EndIf}
    IntOp $R8 $R8 + 1
    ${If} $R8 > 20
      !insertmacro StopWith ${NOT_REMOVED} "${WHAT} could not be put in its place. Please restart the PC and install again."
    ${EndIf}
    Sleep 500
  ${Loop}
!macroend

Section
  Call IsFreeOrOurs
  Pop $R0
  ${If} $R0 = 0
    !insertmacro StopWith ${SOMETHING_ELSE} "$INSTDIR holds other files. Please choose a new or an empty folder."
  ${EndIf}
  Call WaitUntilClosed
  ReadRegStr $Before SHCTX "${KEY}" "InstallLocation"
  ${If} $Before != ""
  ${AndIf} $Before != $INSTDIR
    Push $INSTDIR ; it moves: the one in the folder before must be closed too
    StrCpy $INSTDIR $Before
    Call WaitUntilClosed
    Pop $INSTDIR
  ${EndIf}

  ; The new files lie ready before the old ones go: a full disk leaves the old version as it is.
  ClearErrors
  CreateDirectory "$INSTDIR"
  ${If} ${Errors}
    !insertmacro StopWith ${ADMINISTRATOR} "$INSTDIR cannot be written to."
  ${EndIf}
  RMDir /r "$INSTDIR\${NEW}"
  SetOutPath "$INSTDIR\${NEW}"
  File /r "${STAGE}/*"
  SetOutPath "$INSTDIR"

  ${If} $Before == ""
  ${AndIf} ${FileExists} "$INSTDIR\uninstall.exe"
    StrCpy $Before $INSTDIR
  ${EndIf}
  ${If} $Before != ""
  ${AndIf} ${FileExists} "$Before\uninstall.exe"
    ClearErrors
    ExecWait '"$Before\uninstall.exe" /S /UPDATE _?=$Before' $R0
    ${If} ${Errors}
    ${OrIf} $R0 <> 0
      RMDir /r "$INSTDIR\${NEW}"
      !insertmacro StopWith ${NOT_REMOVED} "The version before could not be removed. Please restart the PC and install again."
    ${EndIf}
    Delete "$Before\uninstall.exe"
    ${If} $Before != $INSTDIR
      RMDir "$Before"
    ${EndIf}
  ${EndIf}

  WriteUninstaller "$INSTDIR\uninstall.exe" ; first: what cannot be moved in can still be removed or installed again
  !insertmacro MoveIn "$INSTDIR\${NEW}"
  RMDir "$INSTDIR\${NEW}"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${WINDOW}" "" "$INSTDIR\${WINDOW}" 0 SW_SHOWNORMAL "" "Low dose naltrexone: bench plans and their papers"

  WriteRegStr SHCTX "${KEY}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${KEY}" "DisplayIcon" "$INSTDIR\${WINDOW}"
  WriteRegStr SHCTX "${KEY}" "Publisher" "${PUBLISHER}"
  WriteRegStr SHCTX "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${KEY}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD SHCTX "${KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${KEY}" "NoRepair" 1

  ; Offered under "Open with" for .json; nothing that opens .json now is changed. A program that opens *.ldn.json alone cannot be
  ; named: Windows looks at what follows the last point.
  WriteRegStr SHCTX "${OPENER}" "FriendlyAppName" "${NAME}"
  WriteRegStr SHCTX "${OPENER}\SupportedTypes" ".json" ""
  WriteRegStr SHCTX "${OPENER}\shell\open\command" "" '"$INSTDIR\${WINDOW}" "%1"'
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Function .onInstFailed
  SetOutPath "$TEMP" ; a folder in use cannot be removed
  RMDir /r "$INSTDIR\${NEW}"
  RMDir "$INSTDIR"
FunctionEnd

Function un.onInit
  SetRegView 64
  Call un.ReadOptions
  SetShellVarContext current
  ReadRegStr $R0 HKCU "${KEY}" "InstallLocation"
  ${If} $R0 == $INSTDIR
    Return
  ${EndIf}
  SetShellVarContext all
  UserInfo::GetAccountType
  Pop $R0
  ${If} $R0 != "Admin"
    !insertmacro StopWith ${ADMINISTRATOR} "${NAME} was installed for everyone on this PC. An administrator must remove it."
  ${EndIf}
FunctionEnd

Section "Uninstall"
  Call un.WaitUntilClosed
  SetOutPath "$TEMP" ; a folder in use cannot be removed
  Delete "$INSTDIR\${WINDOW}" ; the programs first: one that was opened just now keeps all its files
  Delete "$INSTDIR\${COMMAND}"
  Call un.IsRunning
  Pop $R0
  ${If} $R0 = 1
    SetErrorLevel ${NOT_REMOVED}
    Quit
  ${EndIf}
  !insertmacro RemoveFiles
  ClearErrors
  ${un.GetParameters} $R0
  ${un.GetOptions} $R0 "/UPDATE" $R1
  ${IfNot} ${Errors}
    Return ; the new version follows and writes the rest anew
  ${EndIf}
  Delete "$SMPROGRAMS\${NAME}.lnk"
  DeleteRegKey SHCTX "${KEY}"
  DeleteRegKey SHCTX "${OPENER}"
  RMDir /r "$INSTDIR\${NEW}" ; of an update that was cut off
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR" ; stays where someone put other files
SectionEnd
