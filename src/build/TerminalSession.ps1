#Requires -Version 7.4
<#
.SYNOPSIS
Records docs/session.md: a session in a terminal of 80 columns, with the packed module on the sandbox.

.DESCRIPTION
Types the commands in a pwsh in tmux, and writes what the screen shows, without colors. Requires tmux. To write the page again:
dotnet pwsh ./build.ps1 Package; dotnet pwsh src/build/TerminalSession.ps1
#>
[CmdletBinding()]
param(
    # The folder that has the packed module.
    [string] $ModulePath = (Join-Path -Path $PSScriptRoot -ChildPath '../../artifacts/module'),

    # The page.
    [string] $Path = (Join-Path -Path $PSScriptRoot -ChildPath '../../docs/session.md'),

    [ValidateRange(60, 200)]
    [int] $Columns = 80
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$hangLimit = [timespan]::FromSeconds(60)
$socket = "session-$PID"
$folder = Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath $socket
$page = [Text.StringBuilder]::new()

# The setup is not part of the page. The connection is completed when the file appears, as a person does it on the page in a browser.
$setup = @'
function prompt { 'PS> ' }
Set-PSReadLineOption -PredictionSource None
Import-Module -Name BitbucketConnections
$null = Start-ThreadJob -ArgumentList $folder {
    param($folder)
    while (-not (Test-Path -LiteralPath "$folder/complete")) { Start-Sleep -Milliseconds 100 }
    Complete-BitbucketSandboxConnection -Name MyConnection
}
Clear-Host
'@

function Invoke-Tmux {
    $output = & tmux -L $socket -f /dev/null @args
    if ($LASTEXITCODE -ne 0) {
        throw "tmux $args ended with exit code $LASTEXITCODE."
    }

    $output
}

function Get-Screen {
    ((Invoke-Tmux capture-pane -p) -join "`n").TrimEnd()
}

# Waits until the screen has a text, and returns the screen.
function Wait-Screen {
    param([string] $Pattern)
    $watch = [Diagnostics.Stopwatch]::StartNew()
    while (($screen = Get-Screen) -notmatch $Pattern) {
        if ($watch.Elapsed -gt $hangLimit) {
            throw "The screen did not show '$Pattern':`n$screen"
        }

        Start-Sleep -Milliseconds 100
    }

    $screen
}

function Send-Line {
    param([string] $Line)
    Invoke-Tmux send-keys -l -- $Line
    Invoke-Tmux send-keys Enter
}

# Clears the screen, types the commands, and adds the screen to the page: when it has a text, or when the last command is complete.
function Add-Scene {
    param([string] $Text, [string[]] $Command, [string] $Until)
    Invoke-Tmux send-keys C-l
    $null = Wait-Screen -Pattern '\APS>\z'
    for ($i = 0; $i -lt $Command.Count; $i++) {
        Send-Line -Line $Command[$i]
        $isWatched = $Until -and $i -eq $Command.Count - 1
        $screen = Wait-Screen -Pattern ($isWatched ? $Until : "(?s)\A(PS>.*?\n){$($i + 1)}PS>\z")
    }

    Add-Screen -Text $Text -Screen $screen
}

function Add-Screen {
    param([string] $Text, [string] $Screen)
    $lines = ($Screen -replace '\nPS>\s*\z').TrimEnd().Split("`n").TrimEnd()
    $null = $page.Append("$Text`n`n``````text`n$($lines -join "`n")`n``````" + "`n`n")
}

$null = New-Item -ItemType Directory -Path $folder
try {
    Set-Content -LiteralPath "$folder/setup.ps1" -Value ("`$folder = '$folder'`n" + $setup)
    $program = @([Environment]::ProcessPath)
    if ((Split-Path -Path $program[0] -LeafBase) -eq 'dotnet') {
        $program += Join-Path -Path $PSHOME -ChildPath 'pwsh.dll'
    }

    $environment = @('env', "PSModulePath=$((Resolve-Path -Path $ModulePath).Path):$(Join-Path -Path $PSHOME -ChildPath 'Modules')", 'TERM=xterm-256color', 'TZ=UTC')
    Invoke-Tmux new-session -d -x $Columns -y 40 ($environment + $program + '-NoProfile', '-NoLogo', '-NoExit', '-File', "$folder/setup.ps1" -join ' ')
    Invoke-Tmux set-option -g status off
    $null = Wait-Screen -Pattern 'PS>'

    $null = $page.Append(@"
# What a session looks like

A terminal of $Columns columns, without its colors, and the sandbox: a new pipeline waits for its connection, its execution fails, is repaired and approved.
``src/build/TerminalSession.ps1`` recorded this page: it types the commands and writes what the screen shows.


"@.Replace("`r`n", "`n"))

    Add-Scene -Text 'The sandbox, with actions that take five seconds. The build will fail once.' -Command @(
        '$s = Start-BitbucketSandbox -ActionSeconds 5; $s'
        '$message = "3 of 120 tests failed: CartTests.Total_has_VAT"'
        'Set-BitbucketSandboxFault -PipelineName shop -ActionStatus Failed -StageName Build -Message $message -Count 1'
        '$ask = New-BitbucketPipelineAction -Name Ask -Approval'
        '$prod = New-BitbucketPipelineStage -Name Production -Action $ask'
        '$store = @{ BuildProject = $s.BuildProject; ArtifactBucket = $s.ArtifactBucket }'
    )

    Add-Scene -Text 'The connection is PENDING. The command shows the link, and waits. The time left in the last line decreases each second.' -Until '\[PENDING +2\d\d\ds\]' -Command @(
        'New-BitbucketConnection MyConnection | New-BitbucketPipeline -Name shop -Repository my-workspace/my-shop -Branch main -Stage $prod @store -WaitForConnection'
    )

    Set-Content -LiteralPath "$folder/complete" -Value ''
    Add-Screen -Text 'A person completed the connection in the browser. The command created the pipeline, and AWS started its first execution.' -Screen (Wait-Screen -Pattern '(?s)shop  .*\nPS>\z')

    Add-Scene -Text 'Following the execution:' -Until 'Build +\[InProgress' -Command 'Wait-BitbucketPipelineExecution shop -PollIntervalSeconds 1'
    Add-Screen -Text 'The build failed. The error has the reason, the link and what to do.' -Screen (Wait-Screen -Pattern '(?s)Wait-BitbucketPipelineExecution:.*\nPS>\z')

    Add-Scene -Text 'The stages, as the console shows them:' -Command 'Get-BitbucketPipelineState shop'

    Add-Scene -Text 'The tests are repaired, and the stage runs again. The execution then waits for a person.' -Command @(
        '$run = Restart-BitbucketPipelineStage shop'
        'do { Start-Sleep 1; $state = Get-BitbucketPipelineState shop } until ($state[2].Status)'
        '$state'
    )

    Add-Scene -Text 'The person approves, and the execution succeeds.' -Command @(
        "Approve-BitbucketPipelineAction shop -Summary 'Looks good'"
        'Wait-BitbucketPipelineExecution shop -PollIntervalSeconds 1'
    )

    Add-Scene -Text 'The list answers the next question: which commit, since when, and how long.' -Command @(
        'Get-BitbucketPipelineExecution shop | Format-List'
    )
    Send-Line -Line 'Stop-BitbucketSandbox; exit'
}
finally {
    $null = & tmux -L $socket kill-server 2>&1
    Remove-Item -LiteralPath $folder -Recurse -Force
}

[IO.File]::WriteAllText($ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path), $page.ToString().TrimEnd() + "`n")
