#Requires -Version 7.4
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    Import-Module -Name BitbucketConnections
    $PSStyle.OutputRendering = 'PlainText'
}

Describe 'From a push to success' {
    BeforeAll {
        # Long enough to monitor, short enough to wait for.
        $sandbox = Start-BitbucketSandbox -ActionSeconds 0.3
        $null = New-BitbucketConnection -Name MyConnection -WarningAction SilentlyContinue
        Complete-BitbucketSandboxConnection -Name MyConnection
        $null = New-BitbucketPipeline -Name Shop -ConnectionName MyConnection -Repository my-workspace/shop -Branch main `
            -RoleArn $sandbox.ServiceRoleArn -ArtifactBucket $sandbox.ArtifactBucket -BuildProject $sandbox.BuildProject -ApprovalStage -DeployBucket $sandbox.ArtifactBucket
        Get-BitbucketPipelineExecution -PipelineName Shop | Stop-BitbucketPipelineExecution -Abandon | Out-Null
    }

    AfterAll {
        Stop-BitbucketSandbox
    }

    It 'runs from push to execution, approval and success, with live output' {
        $push = Invoke-BitbucketSandboxPush -Repository my-workspace/shop -Branch main -CommitMessage 'Fix the shop'
        $push.Starts | Should -BeTrue

        # This session answers the approval when another one, which monitors the execution, has shown it.
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript('param($push) Import-Module -Name BitbucketConnections; $push | Wait-BitbucketPipelineExecution -TimeoutSeconds 60 -PollIntervalSeconds 1 -Verbose -ErrorAction Stop')
            $handle = $shell.AddArgument($push).BeginInvoke()
            Wait-Record -Records $shell.Streams.Verbose -Filter { $_.Message -like '*waits for approval.' }
            Approve-BitbucketPipelineAction -PipelineName Shop -Summary 'Looks good'
            $ended = $shell.EndInvoke($handle)
            $lines = @($shell.Streams.Verbose | ForEach-Object -MemberName Message) -like 'Execution *'
        }
        finally {
            $shell.Dispose()
        }

        $lines | Should -Contain "Execution $($push.PipelineExecutionId) of 'Shop' is InProgress, stage Approval: Approval waits for approval."
        $lines[-1] | Should -Be "Execution $($push.PipelineExecutionId) of 'Shop' is Succeeded."
        $ended.Status | Should -Be 'Succeeded'
        $ended.TriggerType | Should -Be 'WebhookV2'
        $ended.SourceRevisions.RevisionId | Should -Be $push.CommitId
        $actions = ($ended | Get-BitbucketPipelineExecution -IncludeAction).Actions
        $actions.StageName | Should -Be 'Deploy', 'Approval', 'Build', 'Source'
        $actions.Where({ $_.StageName -eq 'Approval' }).Summary | Should -Be 'Looks good'
    }

    It 'shows a failed build with its message, and continues after a retry' {
        Set-BitbucketSandboxFault -PipelineName Shop -StageName Build -ActionStatus Failed -Message 'Tests are red' -Count 1
        Start-BitbucketPipeline -PipelineName Shop -Wait -PollIntervalSeconds 1 -ErrorAction SilentlyContinue -ErrorVariable failure

        $failure.Count | Should -Be 1
        $failure[0].FullyQualifiedErrorId | Should -Be 'ExecutionFailed,BitbucketConnections.Commands.StartBitbucketPipelineCommand'
        $failure[0].Exception.Message | Should -BeLike "*the action 'Build' of the stage 'Build' failed: Tests are red (JobFailed)*"
        $failure[0].TargetObject.Status | Should -Be 'Failed'
        $again = Restart-BitbucketPipelineStage -PipelineName Shop
        $again.PipelineExecutionId | Should -Be $failure[0].TargetObject.PipelineExecutionId
        { Restart-BitbucketPipelineStage -PipelineName Shop -ErrorAction Stop } | Should -Throw -ErrorId 'NothingToRetry*'
        $again | Stop-BitbucketPipelineExecution -Abandon -Reason 'Enough' | ForEach-Object -MemberName Status | Should -Be 'Stopped'
    }

    It 'has a separate error for each missing or ended item, and continues' {
        $old = Get-BitbucketPipelineExecution -PipelineName Shop -Status Stopped | Select-Object -First 1
        $cases = @(
            { 'nope', 'Shop' | Get-BitbucketPipelineState }
            { Get-BitbucketPipelineExecution Shop 00000000-0000-0000-0000-000000000000 }
            { Get-BitbucketPipeline Shop -Version 99 }
            { $old | Stop-BitbucketPipelineExecution }
            { Approve-BitbucketPipelineAction Shop }
            { Wait-BitbucketPipelineExecution Shop $old.PipelineExecutionId }
            { Disable-BitbucketPipelineTransition Shop Nope -Reason x }
            { Undo-BitbucketPipelineStage Shop Deploy -TargetPipelineExecutionId 00000000-0000-0000-0000-000000000000 }
        )
        $ids = foreach ($case in $cases) {
            & { $ErrorActionPreference = 'Continue'; & $case } 2>&1 | Where-Object { $_ -is [Management.Automation.ErrorRecord] } | ForEach-Object { $_.FullyQualifiedErrorId.Split(',')[0] }
        }

        $ids | Should -Be 'PipelineNotFound', 'PipelineExecutionNotFound', 'PipelineVersionNotFound', 'PipelineExecutionNotStoppable', 'ApprovalNotFound', 'ExecutionStopped', 'StageNotFound', 'PipelineExecutionNotFound'
    }

    It 'stops executions before a disabled transition' {
        Disable-BitbucketPipelineTransition -PipelineName Shop -StageName Build -Reason 'Release freeze'
        $run = Start-BitbucketPipeline -PipelineName Shop
        Wait-BitbucketPipelineExecution -PipelineName Shop -PipelineExecutionId $run.PipelineExecutionId -TimeoutSeconds 2 -PollIntervalSeconds 1 -ErrorAction SilentlyContinue -ErrorVariable late

        $late[0].FullyQualifiedErrorId | Should -BeLike 'ExecutionWaitTimeout,*'
        $late[0].Exception.Message | Should -BeLike '*waits: the transition is disabled (Release freeze)*'
        $state = Get-BitbucketPipelineState -PipelineName Shop
        $state | Where-Object -Property StageName -EQ Build | ForEach-Object -MemberName InboundExecutions | Should -Be $run.PipelineExecutionId
        $state | Where-Object -Property InboundTransitionEnabled -EQ $false | Enable-BitbucketPipelineTransition
        (Get-BitbucketPipelineState -PipelineName Shop).InboundTransitionEnabled | Should -Not -Contain $false
        $run | Stop-BitbucketPipelineExecution -Abandon | Out-Null
    }

    It 'accepts executions from a job' {
        $run = Start-BitbucketPipeline -PipelineName Shop
        $copy = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($run))

        ($copy | Get-BitbucketPipelineExecution).PipelineExecutionId | Should -Be $run.PipelineExecutionId
        ($copy | Stop-BitbucketPipelineExecution -Abandon).Status | Should -Be 'Stopped'
    }

    It 'completes stages of the pipeline on the command line' {
        $line = 'Get-BitbucketPipelineState Shop; Get-BitbucketPipelineRuleExecution Shop -StageName '
        (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches.CompletionText | Should -Be 'Source', 'Build', 'Approval', 'Deploy'
    }
}
