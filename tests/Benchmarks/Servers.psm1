#Requires -Version 7.4
# Starts the servers of the benchmarks in processes of their own. A server ends when its input ends.
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

function Start-Server {
    param([string] $Program, [string[]] $Arguments)
    $start = [Diagnostics.ProcessStartInfo]::new($Program, $Arguments)
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $process = [Diagnostics.Process]::Start($start)
    $line = $process.StandardOutput.ReadLine()
    if (-not $line) {
        throw "$Program did not start."
    }

    @{ Process = $process; Line = $line }
}

# Starts FleetEndpoint: its number of items, the time of an answer, the calls per second (0 for no limit), and how often its connections are PENDING.
function Start-Endpoint {
    param([string] $Program, [int] $Items = 1, [int] $Milliseconds = 0, [int] $PerSecond = 0, [int] $PendingLists = 0)
    $server = Start-Server -Program $Program -Arguments $Items, $Milliseconds, $PerSecond, $PendingLists
    [pscustomobject] @{ Process = $server.Process; Url = $server.Line }
}

# Starts a sandbox. It has the members of Contenders/Sandbox.ps1.
function Start-SandboxServer {
    param([string[]] $Pwsh, [string] $ModulePath)
    $program, [string[]] $first = $Pwsh
    $server = Start-Server -Program $program -Arguments ($first + @('-NoProfile', '-NonInteractive', '-File', "$PSScriptRoot/Contenders/Sandbox.ps1", '-ModulePath', $ModulePath))
    $sandbox = $server.Line | ConvertFrom-Json
    $sandbox | Add-Member -NotePropertyName Process -NotePropertyValue $server.Process
    $sandbox
}

# Completes a connection of the sandbox, as a person does.
function Complete-Connection {
    param($Sandbox, [string] $Arn)
    $Sandbox.Process.StandardInput.WriteLine($Arn)
    $null = $Sandbox.Process.StandardOutput.ReadLine()
}

function Stop-Server {
    param($Server)
    $Server.Process.StandardInput.Close()
    $Server.Process.WaitForExit()
}

Export-ModuleMember -Function Start-Endpoint, Start-SandboxServer, Complete-Connection, Stop-Server
