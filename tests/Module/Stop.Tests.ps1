#Requires -Version 7.4
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeDiscovery {
    $commands = (Import-PowerShellDataFile -LiteralPath "$PSScriptRoot/StoppedCommands.psd1").Commands
}

BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    . "$PSScriptRoot/StoppedCommands.ps1"
    Import-Module -Name BitbucketConnections

    # Starts a command in a separate runspace, stops it while it runs, and returns how it ended.
    function Stop-Command {
        # WaitUntilUnderWay gets the shell and the output of the command.
        param([string] $Command, [scriptblock] $WaitUntilUnderWay)
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript("Import-Module -Name BitbucketConnections; $Command")
            $output = [Management.Automation.PSDataCollection[psobject]]::new()
            $null = $shell.BeginInvoke([Management.Automation.PSDataCollection[psobject]]::new(), $output)
            $null = & $WaitUntilUnderWay $shell $output
            [pscustomobject] @{
                Milliseconds = Measure-Stop -Shell $shell
                Limit        = Get-StopLimit
                State        = "$($shell.InvocationStateInfo.State)"
                Errors       = @($shell.Streams.Error)
            }
        }
        finally {
            $shell.Dispose()
        }
    }
}

Describe 'Stopping' {
    It 'has a command of each cmdlet that calls AWS' {
        (Get-StoppedCommand).Cmdlet | Sort-Object | Should -Be (Get-CallingCmdlet)
    }

    It '<Cmdlet> ends within a second during a call, with no error' -ForEach $commands {
        $variables = Get-SampleVariable
        $set = $variables.Keys.ForEach({ "`$$_ = '$($variables[$_])'" }) -join '; '
        $silent = Start-SilentEndpoint
        try {
            $ended = Stop-Command -Command "$set; $Cmdlet $Arguments $($Arguments -match '-Region' ? '' : '-Region us-east-1') -AccessKey AKIAEXAMPLE -SecretKey example -EndpointUrl $($silent.Url)" -WaitUntilUnderWay {
                $silent.Listener.AcceptTcpClientAsync().Wait($hangLimit * 1000) | Should -BeTrue
            }
        }
        finally {
            $silent.Listener.Stop()
        }

        $ended.State | Should -Be 'Stopped'
        $ended.Milliseconds | Should -BeLessThan $ended.Limit
        $ended.Errors | Should -BeNullOrEmpty
    }

    It 'Get-BitbucketPipelineLog -Wait ends within a second between two polls, with no error' {
        $sandbox = Start-BitbucketSandbox
        try {
            $null = New-BitbucketConnection -Name Log -WarningAction SilentlyContinue
            Complete-BitbucketSandboxConnection -Name Log
            Set-BitbucketSandboxFault -ActionName Build -ActionStatus Succeeded -DurationSeconds 600
            $null = New-BitbucketPipeline -Name Log -ConnectionName Log -Repository my-workspace/my-repo -Branch main -RoleArn $sandbox.ServiceRoleArn `
                -ArtifactBucket $sandbox.ArtifactBucket -BuildProject $sandbox.BuildProject
            $ended = Stop-Command -Command 'Get-BitbucketPipelineLog Log -Wait -PollIntervalSeconds 60' -WaitUntilUnderWay {
                param($shell)
                Wait-Record -Records $shell.Streams.Progress
            }
        }
        finally {
            Stop-BitbucketSandbox
        }

        $ended.State | Should -Be 'Stopped'
        $ended.Milliseconds | Should -BeLessThan $ended.Limit
        $ended.Errors | Should -BeNullOrEmpty
    }

    It 'Wait-BitbucketConnection ends within a second between two polls, with no error' {
        $null = Start-BitbucketSandbox
        try {
            $connection = New-BitbucketConnection -Name Pending -WarningAction SilentlyContinue
            $ended = Stop-Command -Command "Wait-BitbucketConnection -ConnectionArn $($connection.ConnectionArn) -PollIntervalSeconds 60" -WaitUntilUnderWay {
                param($shell)
                Wait-Record -Records $shell.Streams.Progress
            }
        }
        finally {
            Stop-BitbucketSandbox
        }

        $ended.State | Should -Be 'Stopped'
        $ended.Milliseconds | Should -BeLessThan $ended.Limit
        $ended.Errors | Should -BeNullOrEmpty
    }

    It 'New-BitbucketPipeline -WaitForConnection ends within a second, with no error, and has created nothing' {
        $null = Start-BitbucketSandbox
        try {
            $connection = New-BitbucketConnection -Name Pending -WarningAction SilentlyContinue
            $command = "New-BitbucketPipeline -Name Slow -ConnectionArn $($connection.ConnectionArn) -Repository w/r -Branch main -BuildProject my-build -WaitForConnection -PollIntervalSeconds 60"
            $ended = Stop-Command -Command $command -WaitUntilUnderWay {
                param($shell)
                Wait-Record -Records $shell.Streams.Progress
            }
            $made = Get-BitbucketPipeline
        }
        finally {
            Stop-BitbucketSandbox
        }

        $ended.State | Should -Be 'Stopped'
        $ended.Milliseconds | Should -BeLessThan $ended.Limit
        $ended.Errors | Should -BeNullOrEmpty
        $made | Should -BeNullOrEmpty
    }

    It 'shows in the host what was created before, and writes no error: <Name>' -ForEach @(
        @{ Name = 'New-BitbucketPipeline'; Operation = 'CreatePipeline'; Command = 'New-BitbucketPipeline -Name Slow -ConnectionArn $arn -Repository w/r -Branch main -BuildProject my-build'
            Shown = 'WARNING: Stopped\. Already created: arn:aws:iam::\d+:role/service-role/AWSCodePipelineServiceRole-us-east-1-Slow\. Run the same command again\. It continues with the resources that exist\.' }
        @{ Name = 'New-BitbucketConnection'; Operation = 'GetConnection'; Command = 'New-BitbucketConnection -Name Slow -AllowDuplicateName'
            Shown = 'WARNING: Stopped\. Already created: arn:aws:codestar-connections:us-east-1:\d+:connection/[0-9a-f-]+\.' }
        @{ Name = 'Remove-BitbucketPipeline'; Operation = 'DeleteRolePolicy'; Command = 'Remove-BitbucketPipeline -PipelineName Old -Confirm:$false'
            Shown = "WARNING: Stopped\. Completed: DeletePipeline for 'Old'\." }
        @{ Name = 'Set-BitbucketPipeline'; Operation = 'GetPipeline'; Command = 'Set-BitbucketPipeline -PipelineName Old -Branch develop -PassThru'
            Shown = 'WARNING: Stopped\. Already created: version 2 of the pipeline Old\.' }
    ) {
        $child = "TestDrive:/$Name.ps1"
        Set-Content -LiteralPath $child -Value @'
param([string] $Operation, [string] $Command, [string] $Functions)
$ErrorActionPreference = 'Stop'
. $Functions
Import-Module -Name BitbucketConnections
$null = Start-BitbucketSandbox
$arn = (New-BitbucketConnection -Name Done -WarningAction SilentlyContinue).ConnectionArn
Complete-BitbucketSandboxConnection -ConnectionArn $arn
$null = New-BitbucketPipeline -Name Old -ConnectionArn $arn -Repository w/r -Branch main -BuildProject my-build
if ($Operation -eq 'GetPipeline') {
    # The reads before the write continue.
    Set-BitbucketSandboxFault -Operation GetPipeline -DelayMilliseconds 0 -Count 2
}

Set-BitbucketSandboxFault -Operation $Operation -DelayMilliseconds 30000
# With the host of this process, as in a console.
$runspace = [runspacefactory]::CreateRunspace($Host)
$runspace.Open()
$shell = [powershell]::Create($runspace)
$null = $shell.AddScript("param(`$arn) Import-Module -Name BitbucketConnections; $Command -InformationVariable made -Verbose").AddParameter('arn', $arn)
$null = $shell.BeginInvoke()
Wait-Record -Records $shell.Streams.Verbose -Filter { $_.Message -match '^Created |DeletePipeline in' }
$shell.Stop()
"state: $($shell.InvocationStateInfo.State), errors: $($shell.Streams.Error.Count), made: $($runspace.SessionStateProxy.GetVariable('made').Count)"
'@
        $program = @([Environment]::ProcessPath)
        if ((Split-Path -Path $program[0] -LeafBase) -eq 'dotnet') {
            $program += Join-Path -Path $PSHOME -ChildPath 'pwsh.dll'
        }

        $tool, [string[]] $first = $program
        $text = (& $tool @first -NoProfile -NonInteractive -File (Convert-Path -LiteralPath $child) -Operation $Operation -Command $Command -Functions $PSScriptRoot/Wait.ps1 2>&1) -join ' ' -replace '\e\[[\d;]*m'
        $text | Should -Match $Shown
        $text | Should -Match 'state: Stopped, errors: 0'
        $text | Should -Match ($Name -like 'Remove-*' ? 'made: 0' : 'made: [1-9]')
    }

    It 'Start-BitbucketSandbox -Wait ends within a second, and its port is free again' {
        $ended = Stop-Command -Command 'Start-BitbucketSandbox -Wait' -WaitUntilUnderWay {
            param($shell, $output)
            Wait-Record -Records $output
        }
        $ended.State | Should -Be 'Stopped'
        $ended.Milliseconds | Should -BeLessThan $ended.Limit
        $ended.Errors | Should -BeNullOrEmpty
        Get-BitbucketSandbox | Should -BeNullOrEmpty
        "$env:AWS_ENDPOINT_URL" | Should -Be ''
    }

    It 'Select-Object -First ends the calls of a list' {
        $null = Start-BitbucketSandbox
        try {
            $null = New-BitbucketConnection -Name First, Second -WarningAction SilentlyContinue
            $all = Get-BitbucketConnection -Verbose 4> TestDrive:/all.txt
            $some = Get-BitbucketConnection -Verbose 4> TestDrive:/some.txt | Select-Object -First 1
            @($all).Count | Should -Be 2
            @($some).Count | Should -Be 1
            # Both connection APIs are listed, one after the other.
            @(Get-Content -LiteralPath TestDrive:/all.txt).Where({ $_ -match 'ListConnections' }).Count | Should -Be 2
            @(Get-Content -LiteralPath TestDrive:/some.txt).Where({ $_ -match 'ListConnections' }).Count | Should -Be 1
        }
        finally {
            Stop-BitbucketSandbox
        }
    }
}
