#Requires -Version 7.4
# Cmdlets that process several inputs at the same time: order, errors, questions, stops, and what is reported when a command ends early.
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    Import-Module -Name BitbucketConnections

    # A host whose user gives prepared answers. It keeps what it shows.
    Add-Type -TypeDefinition @'
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

public sealed class AnsweringHost : PSHost
{
    private readonly Screen _screen;
    private readonly Guid _id = Guid.NewGuid();

    public AnsweringHost(PSHostRawUserInterface raw, string[] answers) { _screen = new Screen(raw, answers); }

    public ConcurrentQueue<string> Asked { get { return _screen.Asked; } }
    public ConcurrentQueue<string> Lines { get { return _screen.Lines; } }
    public ConcurrentQueue<string> Warnings { get { return _screen.Warnings; } }
    public override CultureInfo CurrentCulture { get { return CultureInfo.InvariantCulture; } }
    public override CultureInfo CurrentUICulture { get { return CultureInfo.InvariantCulture; } }
    public override Guid InstanceId { get { return _id; } }
    public override string Name { get { return "AnsweringHost"; } }
    public override Version Version { get { return new Version(1, 0); } }
    public override PSHostUserInterface UI { get { return _screen; } }
    public override void EnterNestedPrompt() { }
    public override void ExitNestedPrompt() { }
    public override void NotifyBeginApplication() { }
    public override void NotifyEndApplication() { }
    public override void SetShouldExit(int exitCode) { }

    private sealed class Screen : PSHostUserInterface
    {
        private readonly PSHostRawUserInterface _raw;
        private readonly ConcurrentQueue<string> _answers;

        public Screen(PSHostRawUserInterface raw, string[] answers) { _raw = raw; _answers = new ConcurrentQueue<string>(answers); }

        public readonly ConcurrentQueue<string> Asked = new ConcurrentQueue<string>();
        public readonly ConcurrentQueue<string> Lines = new ConcurrentQueue<string>();
        public readonly ConcurrentQueue<string> Warnings = new ConcurrentQueue<string>();
        public override PSHostRawUserInterface RawUI { get { return _raw; } }

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
        {
            Asked.Enqueue(message);
            var answer = Next();
            for (var i = 0; i < choices.Count; i++)
            {
                if (choices[i].Label.Replace("&", "") == answer) { return i; }
            }

            throw new InvalidOperationException("No choice " + answer);
        }

        public override SecureString ReadLineAsSecureString()
        {
            var text = new SecureString();
            foreach (var character in Next()) { text.AppendChar(character); }
            return text;
        }

        public override void Write(string value) { Asked.Enqueue(value); }
        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) { Lines.Enqueue(value); }
        public override void WriteDebugLine(string message) { }
        public override void WriteErrorLine(string value) { }
        public override void WriteLine(string value) { Lines.Enqueue(value); }
        public override void WriteProgress(long sourceId, ProgressRecord record) { }
        public override void WriteVerboseLine(string message) { }
        public override void WriteWarningLine(string message) { Warnings.Enqueue(message); }
        public override string ReadLine() { return Next(); }
        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) { throw new NotSupportedException(); }
        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) { throw new NotSupportedException(); }
        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) { throw new NotSupportedException(); }

        private string Next()
        {
            string answer;
            if (!_answers.TryDequeue(out answer)) { throw new InvalidOperationException("More questions than answers."); }
            return answer;
        }
    }
}
'@

    # Starts a script in a runspace with that host.
    function Start-InHost {
        param([string] $Script, [string[]] $Answer = @())
        $answering = [AnsweringHost]::new($Host.UI.RawUI, $Answer)
        $runspace = [runspacefactory]::CreateRunspace($answering)
        $runspace.Open()
        $shell = [powershell]::Create($runspace)
        $null = $shell.AddScript("Import-Module -Name BitbucketConnections; $Script")
        $output = [Management.Automation.PSDataCollection[psobject]]::new()
        [pscustomobject] @{ Host = $answering; Shell = $shell; Output = $output; Handle = $shell.BeginInvoke([Management.Automation.PSDataCollection[psobject]]::new(), $output) }
    }

    # Runs a script in that host to its end.
    function Invoke-InHost {
        param([string] $Script, [string[]] $Answer = @())
        $run = Start-InHost @PSBoundParameters
        $thrown = $null
        try {
            $null = $run.Shell.EndInvoke($run.Handle)
        }
        catch {
            $thrown = $_.Exception.InnerException
        }

        $result = [pscustomobject] @{
            Output   = @($run.Output)
            Thrown   = $thrown
            Errors   = @($run.Shell.Streams.Error)
            Asked    = @($run.Host.Asked)
            Lines    = @($run.Host.Lines)
            Warnings = @($run.Host.Warnings)
        }
        $run.Shell.Runspace.Dispose()
        $run.Shell.Dispose()
        $result
    }

    # The ids of the executions of pipelines, newest first.
    function Get-ExecutionId {
        param([string[]] $PipelineName, [string] $Region = 'us-east-1')
        (Get-BitbucketPipelineExecution -PipelineName $PipelineName -Region $Region).PipelineExecutionId
    }

    $sandbox = Start-BitbucketSandbox
    $null = New-BitbucketConnection -Name c -WarningAction SilentlyContinue
    Complete-BitbucketSandboxConnection -Name c
    $shared = @{ ConnectionArn = (Get-BitbucketConnection -Name c).ConnectionArn; Branch = 'main'; BuildProject = $sandbox.BuildProject }
    $source = $shared + @{ RoleArn = $sandbox.ServiceRoleArn; ArtifactBucket = $sandbox.ArtifactBucket }
    $names = 1..8 | ForEach-Object { "p$_" }
    $pipelines = $names | ForEach-Object { New-BitbucketPipeline -Name $_ -Repository "w/$_" @source }
    $far = 'w1', 'w2' | ForEach-Object { New-BitbucketPipeline -Name $_ -Repository "w/$_" -Region eu-west-1 -RoleArn $sandbox.ServiceRoleArn @shared }
}

AfterAll {
    Stop-BitbucketSandbox
}

Describe 'Inputs that are processed at the same time' {
    AfterEach {
        Set-BitbucketSandboxFault -Clear
    }

    It 'write output and errors in the order of names, ARNs, objects and wrong inputs' {
        Set-BitbucketSandboxFault -Operation StartPipelineExecution -DelayMilliseconds 300 -Count 1
        $inputs = 'p1', $pipelines[1].PipelineArn, $pipelines[2], 'not a name', ([pscustomobject] @{ Size = 1 }), 'missing', (Get-BitbucketPipelineExecution -PipelineName p4)[0], 'p5'

        $seen = $inputs | Start-BitbucketPipeline -ErrorAction Continue -ErrorVariable failures 2>&1

        $seen | ForEach-Object { $_ -is [Management.Automation.ErrorRecord] ? ($_.FullyQualifiedErrorId -split ',')[0] : $_.PipelineName } |
            Should -Be 'p1', 'p2', 'p3', 'InvalidPipelineName', 'NotAPipeline', 'PipelineNotFound', 'p4', 'p5'
        $failures.ForEach({ ($_.FullyQualifiedErrorId -split ',')[0] }) | Should -Be 'InvalidPipelineName', 'NotAPipeline', 'PipelineNotFound'
        $failures[2].TargetObject | Should -Be 'missing'
    }

    It 'are all in progress when an error ends the command, and what they created is named once' {
        Set-BitbucketSandboxFault -Operation GetPipeline -DelayMilliseconds 500
        $run = Invoke-InHost -Script 'Start-BitbucketPipeline -PipelineName missing, p2, p3, p4 -ErrorAction Stop'
        Set-BitbucketSandboxFault -Clear

        $run.Output | Should -BeNullOrEmpty
        $run.Thrown.ErrorRecord.TargetObject | Should -Be 'missing'
        foreach ($name in 'p2', 'p3', 'p4') {
            $id = (Get-ExecutionId $name)[0]
            @("$($run.Thrown.Message) $($run.Warnings)" -split [regex]::Escape($id)).Count | Should -Be 2 -Because "the execution of $name is named once"
        }

        $run.Warnings | Should -HaveCount 1
        $run.Warnings[0] | Should -BeLike 'p2, p3, p4 were processed at the same time*'
    }

    It 'are not changed after a warning that ends the command' {
        $before = (Get-BitbucketPipeline -Name p1, p2, p3).Version
        { Set-BitbucketPipeline -PipelineName p1, p2, p3 -DetectChanges $true -WarningAction Stop } | Should -Throw '*p1*unchanged*'
        { Set-BitbucketPipeline -PipelineName p1, p2, p3 -Branch main -DetectChanges $true -WarningAction Stop } | Should -Throw '*p1*unchanged*'
        (Get-BitbucketPipeline -Name p1, p2, p3).Version | Should -Be $before
    }

    It 'are shown by -WhatIf in their order, and nothing is started' {
        $before = @(Get-ExecutionId $names).Count
        $run = Invoke-InHost -Script "'p1', 'p2', 'p3', 'p4' | Start-BitbucketPipeline -WhatIf"

        $run.Lines.Where({ $_ -like 'What if:*' }) | ForEach-Object { [regex]::Match($_, 'p\d').Value } | Should -Be 'p1', 'p2', 'p3', 'p4'
        @(Get-ExecutionId $names).Count | Should -Be $before
    }

    It 'are confirmed one by one, and the answers <Answer> start <Started> after <Questions> questions' -ForEach @(
        @{ Answer = 'Yes', 'No', 'Yes', 'No'; Started = 'p1', 'p3'; Questions = 4; Prefix = ''; Switch = '-Confirm' }
        @{ Answer = 'No', 'Yes to All'; Started = 'p2', 'p3', 'p4'; Questions = 2; Prefix = ''; Switch = '-Confirm' }
        @{ Answer = 'Yes', 'No to All'; Started = @('p1'); Questions = 2; Prefix = '$ConfirmPreference = "Low"; '; Switch = '' }
        @{ Answer = @(); Started = 'p1', 'p2', 'p3', 'p4'; Questions = 0; Prefix = '$ConfirmPreference = "Low"; '; Switch = '-Confirm:$false' }
    ) {
        $run = Invoke-InHost -Script "$Prefix'p1', 'p2', 'p3', 'p4' | Start-BitbucketPipeline $Switch" -Answer $Answer

        $run.Output.ForEach({ $_.PipelineName }) | Should -Be $Started
        $run.Asked | ForEach-Object { [regex]::Match($_, 'p\d').Value } | Should -Be @('p1', 'p2', 'p3', 'p4' | Select-Object -First $Questions)
        $run.Errors | Should -BeNullOrEmpty
    }

    It 'end within a second after a stop, with no error' {
        $silent = Start-SilentEndpoint
        $run = Start-InHost -Script "Start-BitbucketPipeline -PipelineName p1, p2, p3, p4 -Region us-east-1 -AccessKey AKIAEXAMPLE -SecretKey example -EndpointUrl $($silent.Url)"
        try {
            # Four calls are in progress at the same time.
            foreach ($connection in 1..4) {
                $silent.Listener.AcceptTcpClientAsync().Wait($hangLimit * 1000) | Should -BeTrue
            }

            Measure-Stop -Shell $run.Shell | Should -BeLessThan (Get-StopLimit)
        }
        finally {
            $silent.Listener.Stop()
        }

        $run.Shell.InvocationStateInfo.State | Should -Be 'Stopped'
        $run.Shell.Streams.Error | Should -BeNullOrEmpty
    }

    It 'are named if the command is stopped while it waits for them' {
        # The executions stay in progress at their sources.
        Set-BitbucketSandboxFault -PipelineName p1 -StageName Source -ActionStatus Succeeded -DurationSeconds 3600 -Count 1
        Set-BitbucketSandboxFault -PipelineName p2 -StageName Source -ActionStatus Succeeded -DurationSeconds 3600 -Count 1
        $run = Start-InHost -Script 'Start-BitbucketPipeline -PipelineName p1, p2 -Wait -PollIntervalSeconds 60'
        Wait-Record -Records $run.Shell.Streams.Progress
        $run.Shell.Stop()
        Get-BitbucketPipelineExecution -PipelineName p1, p2 -Status InProgress | Stop-BitbucketPipelineExecution -Abandon | Out-Null

        @($run.Host.Warnings) | Should -HaveCount 1
        foreach ($name in 'p1', 'p2') {
            @($run.Host.Warnings)[0] | Should -BeLike "Stopped. Already created: *$((Get-ExecutionId $name)[0]) of $name*"
        }
    }

    It 'are reported if the command that writes them fails' {
        Set-BitbucketSandboxFault -Operation StartPipelineExecution -DelayMilliseconds 300
        $run = Invoke-InHost -Script "& { 'p1'; 'p2'; throw 'broken' } | Start-BitbucketPipeline"
        Set-BitbucketSandboxFault -Clear

        $run.Thrown.Message | Should -Be 'broken'
        $text = "$($run.Warnings) $($run.Output.ForEach({ $_.PipelineExecutionId }))"
        foreach ($name in 'p1', 'p2') {
            $text | Should -BeLike "*$((Get-ExecutionId $name)[0])*"
        }
    }

    It 'start before the command that writes them writes the next one' {
        $before = @(Get-ExecutionId p1).Count
        $seen = & {
            'p1'
            for ($look = 0; $look -lt 1000 -and @(Get-ExecutionId p1).Count -eq $before; $look++) {
            }

            [Math]::Sign(@(Get-ExecutionId p1).Count - $before) ? 'p2' : 'not started'
        } | Start-BitbucketPipeline
        $seen.PipelineName | Should -Be 'p1', 'p2'
    }

    It 'are left by Select-Object -First: reads end at once, and changes are reported' {
        Set-BitbucketSandboxFault -Operation GetPipelineState -Region eu-west-1 -DelayMilliseconds 30000
        $read = Start-InHost -Script "'$($pipelines[0].PipelineArn)', '$($far[0].PipelineArn)', '$($far[1].PipelineArn)' | Get-BitbucketPipelineState | Select-Object -First 1"
        # The calls in the other Region last 30 seconds.
        $read.Handle.AsyncWaitHandle.WaitOne(15000) | Should -BeTrue
        $read.Output.PipelineName | Should -Be 'p1'

        # The second input has started when the first one ends.
        Set-BitbucketSandboxFault -Operation StartPipelineExecution -Region us-east-1 -DelayMilliseconds 1000
        Set-BitbucketSandboxFault -Operation StartPipelineExecution -Region eu-west-1 -DelayMilliseconds 2000
        $run = Invoke-InHost -Script "Start-BitbucketPipeline -PipelineName $($pipelines[0].PipelineArn), $($far[0].PipelineArn) | Select-Object -First 1"
        $run.Output.PipelineName | Should -Be 'p1'
        $run.Warnings | Should -HaveCount 1
        $run.Warnings[0] | Should -BeLike "*Already created: *$((Get-ExecutionId w1 -Region eu-west-1)[0]) of w1*"
    }

    It 'can be the same pipeline several times, one change after another' {
        $version = $pipelines[6].Version
        $seen = Set-BitbucketPipeline -PipelineName p7, p7, p7 -Branch other -PassThru
        $seen.Version | Should -Be ($version + 1), ($version + 1), ($version + 1)

        $twice = 'p7', 'p7' | Start-BitbucketPipeline
        @($twice.PipelineExecutionId | Select-Object -Unique) | Should -HaveCount 2
        (Get-ExecutionId p7)[0, 1] | Should -Be $twice[1].PipelineExecutionId, $twice[0].PipelineExecutionId
    }

    It 'keep their verbose lines together' {
        Set-BitbucketSandboxFault -Operation StartPipelineExecution -DelayMilliseconds 200 -Count 1
        $seen = 'p1', 'p2', 'p3' | Start-BitbucketPipeline -Verbose 4>&1

        $inputs = $seen | ForEach-Object { $_ -is [Management.Automation.VerboseRecord] ? [regex]::Match($_.Message, '\bp\d\b').Value : $_.PipelineName } | Where-Object { $_ }
        $inputs | Should -Be ($inputs | Sort-Object)
        @($inputs | Select-Object -Unique) | Should -HaveCount 3
        @($seen).Where({ "$_" -like 'Created the execution*' }) | Should -HaveCount 3
    }

    It 'work with -PipelineVariable, in a function and with a command of the same kind after them' {
        function Start-Twice {
            [CmdletBinding()]
            param([Parameter(ValueFromPipeline)] [string] $Name)
            process {
                $Name | Start-BitbucketPipeline | ForEach-Object { $_ | Start-BitbucketPipeline }
            }
        }

        ('p1', 'p2', 'p3' | Start-BitbucketPipeline -PipelineVariable started | ForEach-Object { "$($started.PipelineName)-$($_.PipelineName)" }) | Should -Be 'p1-p1', 'p2-p2', 'p3-p3'
        ('p1', 'p2', 'p3' | Write-Output -PipelineVariable name | Start-BitbucketPipeline -ThrottleLimit 1 | ForEach-Object { "$name-$($_.PipelineName)" }) | Should -Be 'p1-p1', 'p2-p2', 'p3-p3'
        ('p1', 'p2' | Start-Twice).PipelineName | Should -Be 'p1', 'p2'
        ('p1', 'p2', 'p3' | Start-BitbucketPipeline | Start-BitbucketPipeline | Get-BitbucketPipelineState).PipelineName | Select-Object -Unique | Should -Be 'p1', 'p2', 'p3'
    }

    It 'work in several runspaces at the same time, and in a job' {
        $seen = 1..3 | ForEach-Object -Parallel {
            Import-Module -Name BitbucketConnections
            ('p1', 'p2', 'p3', 'p4' | Start-BitbucketPipeline).PipelineName -join ' '
        }
        $seen | Should -Be (@('p1 p2 p3 p4') * 3)

        $job = Start-Job -ScriptBlock {
            Import-Module -Name BitbucketConnections
            ('p1', 'missing', 'p3' | Start-BitbucketPipeline -ErrorAction SilentlyContinue).PipelineName
        }
        @(Receive-Job -Job $job -Wait -AutoRemoveJob) | Should -Be 'p1', 'p3'
    }

    It 'are processed one after another with -ThrottleLimit 1' {
        $before = Get-ExecutionId p3
        $seen = @()
        { 'p1', 'missing', 'p3' | Start-BitbucketPipeline -ThrottleLimit 1 -ErrorAction Stop -OutVariable +seen } | Should -Throw '*missing*'
        Get-ExecutionId p3 | Should -Be $before
    }

    It 'ask for an MFA code once, although AWS denies the role and all inputs need it' {
        $profiles = Join-Path -Path $TestDrive -ChildPath 'profiles'
        Set-Content -LiteralPath $profiles -Value @"
[base]
aws_access_key_id = $($sandbox.AccessKey)
aws_secret_access_key = $($sandbox.SecretKey)
[mfa]
role_arn = arn:aws:iam::$($sandbox.AccountId):role/admin
source_profile = base
mfa_serial = arn:aws:iam::$($sandbox.AccountId):mfa/device
"@
        Set-BitbucketSandboxFault -Operation AssumeRole -DelayMilliseconds 200
        $run = Invoke-InHost -Script "Get-BitbucketPipelineState -PipelineName p1, p2, p3, p4 -ProfileName mfa -ProfileLocation '$profiles' -Region us-east-1" -Answer '123456'

        $run.Asked | Should -Be "MFA code for the profile 'mfa': "
        $run.Errors.ForEach({ ($_.FullyQualifiedErrorId -split ',')[0] }) | Should -Be 'ProfileInvalid'
    }

    It 'can be objects with script properties, which run once on the thread of the command' {
        $runspace = [runspace]::DefaultRunspace.Id
        $calls = [Collections.Generic.List[int]]::new()
        $objects = 'p1', 'p2', 'p3' | ForEach-Object {
            [pscustomobject] @{ Text = $_ } | Add-Member -MemberType ScriptProperty -Name PipelineName -Value {
                $calls.Add([runspace]::DefaultRunspace.Id)
                $this.Text
            } -PassThru
        }

        ($objects | Start-BitbucketPipeline).PipelineName | Should -Be 'p1', 'p2', 'p3'
        $calls | Select-Object -Unique | Should -Be $runspace
    }

    It 'are followed by -Wait to their ends, with an error for the one that fails' {
        Set-BitbucketSandboxFault -PipelineName p2 -StageName Build -ActionStatus Failed -Message 'Tests are red' -Count 1
        $seen = $names | Start-BitbucketPipeline -Wait -PollIntervalSeconds 1 -ErrorAction SilentlyContinue -ErrorVariable failures

        $seen.PipelineName | Sort-Object | Should -Be ($names | Where-Object { $_ -ne 'p2' })
        $seen.Status | Select-Object -Unique | Should -Be 'Succeeded'
        $failures | Should -HaveCount 1
        $failures[0].Exception.Message | Should -BeLike "*p2*Tests are red*"
    }

    It 'are exported to files' {
        $files = $names | Export-BitbucketPipeline -Path "$TestDrive/exported/"
        $files.BaseName | Should -Be $names
        (Get-Content -LiteralPath $files[4].FullName -Raw | ConvertFrom-Json).Pipeline.Name | Should -Be 'p5'
    }

    It 'keep all grants to a build role that they share' {
        # All inputs read the policy before one writes it, if they do not take turns.
        Set-BitbucketSandboxFault -Operation PutRolePolicy -DelayMilliseconds 100
        $all = Get-BitbucketPipeline -Name p1, p2, p3, p4
        $all | Set-BitbucketPipeline -OutputArtifactFormat FullClone -GrantBuildRole -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty

        # A pipeline without the permission would cause a warning.
        $all | Set-BitbucketPipeline -OutputArtifactFormat CODE_ZIP -Force
        $all | Set-BitbucketPipeline -OutputArtifactFormat FullClone -Force -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
    }

    It 'can share a service role that is removed with the last of them' {
        'r1', 'r2', 'r3' | ForEach-Object { $null = New-BitbucketPipeline -Name $_ -Repository w/r -RoleName shared -ArtifactBucket $sandbox.ArtifactBucket @shared }

        Remove-BitbucketPipeline -Name r1, missing, r2, r3 -RemoveServiceRole -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable failures -WarningVariable warnings -Verbose 4> TestDrive:/removed.txt
        $failures.TargetObject | Should -Be 'missing'
        $warnings | Should -BeNullOrEmpty
        Get-Content -LiteralPath TestDrive:/removed.txt | Should -Contain "The service role 'shared' was removed."
    }
}
