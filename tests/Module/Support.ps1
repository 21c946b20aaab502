#Requires -Version 7.4
# Functions for all test files. Dot-source this file in BeforeAll; src/build/TestFile.ps1 sets the environment.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. "$PSScriptRoot/Wait.ps1"

$moduleFolder = Get-ChildItem -Path "$($env:PSModulePath.Split([IO.Path]::PathSeparator)[0])/BitbucketConnections/*" -Directory |
    Select-Object -ExpandProperty FullName
$repositoryRoot = (Resolve-Path -Path "$PSScriptRoot/../..").Path
$testTools = $env:BITBUCKETCONNECTIONS_TEST_TOOLS | ConvertFrom-Json -AsHashtable

# Gets the dll of another build of AWSSDK.Core by its version.
function Get-OtherCore {
    param([string] $Version)
    Join-Path -Path $testTools["AWSSDK.Core/$Version"] -ChildPath 'lib/netstandard2.0/AWSSDK.Core.dll'
}

# Runs a script in a separate pwsh and returns its output, as in a session of another process.
function Invoke-FreshSession {
    param(
        [Parameter(Mandatory)]
        [scriptblock] $Script,

        [hashtable] $Arguments = @{}
    )

    $folder = Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath "fresh-session-$([guid]::NewGuid().ToString('N'))"
    $null = New-Item -ItemType Directory -Path $folder
    try {
        $Arguments | Export-Clixml -LiteralPath "$folder/arguments.xml"
        Set-Content -LiteralPath "$folder/script.ps1" -Value @"
`$ErrorActionPreference = 'Stop'
`$arguments = Import-Clixml -LiteralPath '$folder/arguments.xml'
& { $Script } @arguments | Export-Clixml -LiteralPath '$folder/result.xml' -Depth 5
"@
        $program = @([Environment]::ProcessPath)
        if ((Split-Path -Path $program[0] -LeafBase) -eq 'dotnet') {
            $program += Join-Path -Path $PSHOME -ChildPath 'pwsh.dll'
        }

        $command, [string[]] $first = $program
        $log = & $command @first -NoProfile -NonInteractive -File "$folder/script.ps1" 2>&1
        if ($LASTEXITCODE -ne 0) {
            throw "The session ended with exit code ${LASTEXITCODE}:`n$($log -join "`n")"
        }

        Import-Clixml -LiteralPath "$folder/result.xml"
    }
    finally {
        Remove-Item -LiteralPath $folder -Recurse -Force
    }
}

# A port on loopback that accepts connections and never responds.
function Start-SilentEndpoint {
    $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
    $listener.Start()
    [pscustomobject] @{
        Listener = $listener
        Url      = "http://127.0.0.1:$($listener.LocalEndpoint.Port)"
    }
}

# Starts a listener on a free port. HttpListener cannot ask the system for one, so this tries another port if another process was faster.
function Start-HttpListener {
    for ($attempt = 1; ; $attempt++) {
        $probe = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $probe.Start()
        $url = "http://127.0.0.1:$($probe.LocalEndpoint.Port)/"
        $probe.Stop()
        $listener = [Net.HttpListener]::new()
        $listener.Prefixes.Add($url)
        try {
            $listener.Start()
            return [pscustomobject] @{ Listener = $listener; Url = $url }
        }
        catch [Net.HttpListenerException] {
            $listener.Close()
            if ($attempt -ge 20) {
                throw
            }
        }
    }
}

# What Tab offers at the end of a line.
function Get-TabResult {
    param([string] $Line)
    (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches
}

# Presses Tab twice. Returns the results, and the milliseconds of each, for tests whose subject is how long Tab takes.
function Measure-Tab {
    param([string] $Line)
    $clock = [Diagnostics.Stopwatch]::StartNew()
    $results = @(Get-TabResult -Line $Line)
    $first = $clock.ElapsedMilliseconds
    $results += @(Get-TabResult -Line $Line)
    @{ Results = $results; First = $first; Second = $clock.ElapsedMilliseconds - $first }
}

# Stops a running command, for tests whose subject is how long that takes.
function Measure-Stop {
    param([powershell] $Shell)
    $clock = [Diagnostics.Stopwatch]::StartNew()
    $Shell.Stop()
    $clock.ElapsedMilliseconds
}

# The time in which Ctrl+C must end a command, in milliseconds: a second, and more on a busy computer, where the stop of a command that does nothing takes longer, too.
function Get-StopLimit {
    $idle = [powershell]::Create()
    try {
        $null = $idle.AddScript('"running"; Wait-Event')
        $output = [Management.Automation.PSDataCollection[psobject]]::new()
        $null = $idle.BeginInvoke([Management.Automation.PSDataCollection[psobject]]::new(), $output)
        Wait-Record -Records $output
        1000 + 5 * (Measure-Stop -Shell $idle)
    }
    finally {
        $idle.Dispose()
    }
}
