#Requires -Version 7.4
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    Import-Module -Name BitbucketConnections
    $sandbox = Start-BitbucketSandbox
    $null = New-BitbucketConnection -Name MyConnection -WarningAction SilentlyContinue
    Complete-BitbucketSandboxConnection -Name MyConnection
    $stage = New-BitbucketPipelineStage -Name Build -Action @(
        New-BitbucketPipelineAction -Name Build -CodeBuildProject $sandbox.BuildProject
        New-BitbucketPipelineAction -Name Lint -Command 'npm run lint'
    )
    $null = New-BitbucketPipeline -Name Shop -ConnectionName MyConnection -Repository my-workspace/my-repo -Branch main -Stage $stage
}

AfterAll {
    Stop-BitbucketSandbox
}

Describe 'The logs of a pipeline' {
    AfterEach {
        Set-BitbucketSandboxFault -Clear
    }

    It 'show why a build failed: in the error of the execution, and in full' {
        Set-BitbucketSandboxFault -ActionName Build -ActionStatus Failed -Message 'exit status 1' -Log 'Running command npm test', "2 tests failed`nDB_PASSWORD=hunter2"

        $null = Start-BitbucketPipeline Shop -Wait -PollIntervalSeconds 1 -ErrorAction SilentlyContinue -ErrorVariable failure

        $shown = ($failure[0].Exception.Message -split "The last lines of the log of 'Build':")[1] -split '\r?\n' | Where-Object { $_ }
        $shown.Count | Should -Be 10
        $shown[-4..-3] | Should -Be '  2 tests failed', '  DB_PASSWORD=****'
        $shown[-1] | Should -BeLike '*Message: exit status 1'

        $log = @($failure[0].TargetObject | Get-BitbucketPipelineLog)
        $log.ActionName | Select-Object -Unique | Should -Be 'Build'
        $log.Message | Should -Contain '2 tests failed'
        $log.Message | Should -Not -Match 'hunter2'
        "$($log[0])" | Should -BeExactly $log[0].Message
        $log[0].Timestamp.Kind | Should -Be 'Utc'
        (Get-BitbucketPipelineLog Shop -Tail 3).Message | Should -Be $log[-3..-1].Message
        (Get-BitbucketPipelineLog Shop -ActionName Lint).Message | Should -Contain 'The sandbox runs no commands.'
        @(Get-BitbucketPipelineState Shop)[1] | Get-BitbucketPipelineLog | ForEach-Object ActionName | Select-Object -Unique | Should -Be 'Build', 'Lint'

        $text = $log | Out-String -Width 79
        $text | Should -Match ($log[-1].Timestamp.ToLocalTime().ToString('HH:mm:ss'))
        $text | Should -Match '2 tests failed'
    }

    It 'of earlier attempts are found by their action execution' {
        Set-BitbucketSandboxFault -ActionName Build -ActionStatus Failed -Log 'first attempt' -Count 1
        $null = Start-BitbucketPipeline Shop -Wait -PollIntervalSeconds 1 -ErrorAction SilentlyContinue -ErrorVariable failure
        $execution = Restart-BitbucketPipelineStage Shop -StageName Build -Wait -PollIntervalSeconds 1

        (Get-BitbucketPipelineLog Shop).Message | Should -Not -Contain 'first attempt'
        $attempts = @((Get-BitbucketPipelineExecution Shop $execution.PipelineExecutionId -IncludeAction).Actions | Where-Object ActionName -EQ Build)
        $attempts.Count | Should -Be 2
        ($attempts | Where-Object Status -EQ Failed | Get-BitbucketPipelineLog).Message | Should -Contain 'first attempt'
    }

    It 'are followed from the start of the pipeline to the end of its builds' {
        Set-BitbucketSandboxFault -ActionName Build -ActionStatus Succeeded -DurationSeconds 2 -Log 'one', 'two'
        Set-BitbucketSandboxFault -ActionName Source -ActionStatus Succeeded -DurationSeconds 1

        $lines = Start-BitbucketPipeline Shop | Get-BitbucketPipelineLog -Wait -PollIntervalSeconds 1 | Where-Object ActionName -EQ Build

        $lines.Message | Where-Object { $_ -in 'one', 'two' } | Should -Be 'one', 'two'
        $lines[-3].Message | Should -BeLike '*Entering phase POST_BUILD'
    }

    It 'that AWS does not let you read are one verbose line, and an error only if you ask for them' {
        Set-BitbucketSandboxFault -ActionName Build -ActionStatus Failed -Message 'Tests are red'
        Set-BitbucketSandboxFault -Operation GetLogEvents -ErrorCode AccessDeniedException -Message 'not authorized'

        $verbose = Start-BitbucketPipeline Shop -Wait -PollIntervalSeconds 1 -ErrorAction SilentlyContinue -ErrorVariable failure -WarningVariable warnings -Verbose 4>&1
        $failure.Count | Should -Be 1
        $failure[0].Exception.Message | Should -Not -Match 'last lines'
        $warnings | Should -BeNullOrEmpty
        @($verbose.Message -match "^The log of the action 'Build' can't be read: ").Count | Should -Be 1

        Get-BitbucketPipelineLog Shop -ErrorAction SilentlyContinue -ErrorVariable denied | Should -BeNullOrEmpty
        $denied[0].FullyQualifiedErrorId | Should -Be 'AccessDenied,BitbucketConnections.Commands.GetBitbucketPipelineLogCommand'
        { Get-BitbucketPipelineLog Shop -ErrorAction Stop } | Should -Throw -ErrorId 'AccessDenied,*'
        Get-BitbucketPipelineLog Shop -ErrorAction Ignore | Should -BeNullOrEmpty
    }

    It 'of a part without a log do not exist: <Id>' -ForEach @(
        @{ Arguments = @{ ActionName = 'Source' }; Id = 'ActionHasNoLog' }
        @{ Arguments = @{ ActionName = 'None' }; Id = 'ActionNotFound' }
        @{ Arguments = @{ StageName = 'None' }; Id = 'StageNotFound' }
    ) {
        Get-BitbucketPipelineLog -PipelineName Shop @Arguments -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure[0].FullyQualifiedErrorId | Should -Be "$Id,BitbucketConnections.Commands.GetBitbucketPipelineLogCommand"
        $failure[0].TargetObject | Should -Be 'Shop'
    }
}
