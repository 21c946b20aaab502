#Requires -Version 7.4
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    Import-Module -Name BitbucketConnections
}

Describe 'Finding and repairing what is wrong' {
    BeforeEach {
        $sandbox = Start-BitbucketSandbox
        $null = New-BitbucketConnection -Name c -WarningAction SilentlyContinue
        Complete-BitbucketSandboxConnection -Name c
        $null = New-BitbucketPipeline -Name web -ConnectionName c -Repository w/r -Branch main -BuildProject $sandbox.BuildProject
        $null = Invoke-BitbucketSandboxPush -Repository w/r -Branch main
    }

    AfterEach {
        Stop-BitbucketSandbox
    }

    It 'passes every check of a sound pipeline and its connection, and is quiet on demand' {
        Test-BitbucketPipeline -PipelineName web | Where-Object -Property Status -NE -Value Passed | Should -BeNullOrEmpty
        Get-BitbucketConnection -Name c | Test-BitbucketConnection | Where-Object -Property Status -NE -Value Passed | Should -BeNullOrEmpty
        Test-BitbucketPipeline -PipelineName web -Quiet | Should -BeTrue
        Test-BitbucketConnection -Name c -Quiet | Should -BeTrue
    }

    It 'names a connection that does not work, and a repair moves the pipeline to another one' {
        Set-BitbucketSandboxFault -ConnectionArn (Get-BitbucketConnection -Name c).ConnectionArn -ConnectionStatus ERROR
        $null = Start-BitbucketPipeline -PipelineName web -Wait -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed[0].ErrorDetails.RecommendedAction | Should -BeLike 'Run: Set-BitbucketPipeline -PipelineName web -Region us-east-1 -ConnectionName NAME*To retry, run: Restart-BitbucketPipelineStage -PipelineName web *'

        $results = Test-BitbucketPipeline -PipelineName web
        ($results | Where-Object -Property Status -EQ -Value Failed).Check | Should -Be 'ConnectionStatus', 'SourceResult'
        Test-BitbucketPipeline -PipelineName web -Quiet | Should -BeFalse

        $null = New-BitbucketConnection -Name next -WarningAction SilentlyContinue
        Complete-BitbucketSandboxConnection -Name next
        $left = Repair-BitbucketPipeline -PipelineName web -ConnectionName next -Confirm:$false -WarningAction SilentlyContinue
        $left | Where-Object -Property Status -EQ -Value Failed | Should -BeNullOrEmpty
        (Get-BitbucketPipeline -Name web).ConnectionArn | Should -Be (Get-BitbucketConnection -Name next).ConnectionArn
    }

    It 'changes nothing with -WhatIf, and stops at a pipeline that does not exist only with -ErrorAction Stop' {
        Set-BitbucketSandboxFault -ConnectionArn (Get-BitbucketConnection -Name c).ConnectionArn -ConnectionStatus ERROR
        $null = New-BitbucketConnection -Name next -WarningAction SilentlyContinue
        Complete-BitbucketSandboxConnection -Name next

        $results = Repair-BitbucketPipeline -PipelineName web -ConnectionName next -WhatIf
        $results.Check | Should -Contain 'ConnectionStatus'
        (Get-BitbucketPipeline -Name web).Version | Should -Be 1

        (Test-BitbucketPipeline -PipelineName nope, web -ErrorAction SilentlyContinue -ErrorVariable failed).PipelineName | Select-Object -Unique | Should -Be 'web'
        $failed.FullyQualifiedErrorId | Should -BeLike 'PipelineNotFound,*'
        { Test-BitbucketPipeline -PipelineName nope -ErrorAction Stop } | Should -Throw -ErrorId 'PipelineNotFound,*'
    }

    It 'checks a definition before it is created, and one in a file' {
        $definition = New-BitbucketPipeline -Name next -ConnectionName c -Repository w/r -Branch main -ArtifactBucket no-such-bucket-next -BuildProject none -DefinitionOnly
        $wrong = $definition | Test-BitbucketPipeline | Where-Object -Property Status -NE -Value Passed
        $wrong.Check | Should -Be 'ArtifactBucket', 'BuildProject'
        Get-BitbucketPipeline -Name next -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

        $file = Join-Path -Path $TestDrive -ChildPath next.json
        $definition | ConvertTo-Json -Depth 20 | Set-Content -LiteralPath $file
        (Test-BitbucketPipeline -DefinitionPath $file | Where-Object -Property Status -EQ -Value Failed).Check | Should -Be 'ArtifactBucket'
    }

    It 'explains why a push did not start the pipeline' {
        (Test-BitbucketPipelineTrigger -PipelineName web -Branch develop -Explain | Where-Object -Property Status -EQ -Value Failed).Check | Should -Be 'TriggerDecision'
        Test-BitbucketPipelineTrigger -PipelineName web -Branch main -Explain -Quiet | Should -BeTrue
        (Test-BitbucketPipelineTrigger -PipelineName web -Branch main -Explain | Where-Object -Property Check -EQ -Value LastPush).Detail | Should -BeLike 'The newest push that started the pipeline was at *'
    }

    It 'reads like a check list, with lines that break between words' {
        $text = Test-BitbucketPipeline -PipelineName web | Out-String -Width 120
        $text | Should -BeLike '*Subject: pipeline web (us-east-1)*'
        $text | Should -Match '(?m)^Passed   RoleTrust                 codepipeline\.amazonaws\.com can assume the\s+role\.'
        Disable-BitbucketPipelineTransition -PipelineName web -StageName Build -Reason freeze -Confirm:$false
        $list = Test-BitbucketPipeline -PipelineName web | Where-Object -Property Check -EQ -Value Transition | Out-String -Width 120
        $list | Should -Match '(?m)^         PS> Enable-BitbucketPipelineTransition -PipelineName web -Region us-east-1 -StageName Build\s*$'
    }
}
