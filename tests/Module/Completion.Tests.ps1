#Requires -Version 7.4
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeDiscovery {
    Import-Module -Name BitbucketConnections
    $commands = (Get-Command -Module BitbucketConnections).Name
}

BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    Import-Module -Name BitbucketConnections

    # Clears what completion remembers, as any command that changes something does.
    function Clear-TabMemory {
        $null = New-BitbucketPipelineTrigger -IncludeBranch main
    }

    $folder = (New-Item -ItemType Directory -Path "$TestDrive/folder").FullName
    $null = New-Item -ItemType Directory -Path "$folder/sub"
    Set-Content -LiteralPath "$folder/pipeline.json" -Value '{}'
    Set-Content -LiteralPath "$folder/Build.txt" -Value ''
    Push-Location -LiteralPath $folder
}

AfterAll {
    Pop-Location
}

Describe 'Files' {
    BeforeAll {
        $variables = @{}
        foreach ($variable in Get-ChildItem -Path Env:AWS_*) {
            $variables[$variable.Name] = $variable.Value
            Remove-Item -LiteralPath "Env:$($variable.Name)"
        }

        $env:AWS_REGION = 'us-east-1'
        $env:AWS_ENDPOINT_URL = 'http://127.0.0.1:9'
        $env:AWS_ACCESS_KEY_ID = 'AKIDEXAMPLE'
        $env:AWS_SECRET_ACCESS_KEY = 'example'
        $fileParameters = 'Path', 'ProfileLocation', 'DefinitionPath'
        $common = [Management.Automation.PSCmdlet]::CommonParameters + [Management.Automation.PSCmdlet]::OptionalCommonParameters
    }

    AfterAll {
        Remove-Item -Path Env:AWS_*
        foreach ($name in $variables.Keys) {
            Set-Item -LiteralPath "Env:$name" -Value $variables[$name]
        }
    }

    It 'are not offered by <_> where no file is meant' -ForEach $commands {
        foreach ($parameter in (Get-Command -Name $_).Parameters.Values.Where({ -not $_.SwitchParameter -and $_.Name -notin $fileParameters -and $_.Name -notin $common }).ForEach('Name')) {
            foreach ($word in '', 'b', "'b", './') {
                $files = @(Get-TabResult -Line "$_ -$parameter $word" | Where-Object { $_.ResultType -like 'Provider*' -or $_.CompletionText -like '*Build.txt*' } | ForEach-Object -MemberName CompletionText)
                $files.Count | Should -Be 0 -Because "-$parameter of $_ must not offer '$files' for '$word'"
            }
        }
    }

    It 'are offered where PowerShell has no completer, so the test above can fail' {
        (Get-TabResult -Line 'Export-BitbucketPipeline x -Path ').ListItemText | Should -Contain 'Build.txt'
        (Get-TabResult -Line 'Get-BitbucketPipeline -ProfileLocation ').ListItemText | Should -Contain 'Build.txt'
    }

    It 'of a definition are JSON files and folders' {
        (Get-TabResult -Line 'New-BitbucketPipeline -DefinitionPath ').ListItemText | Sort-Object | Should -Be 'pipeline.json', 'sub'
        (Get-TabResult -Line "Set-BitbucketPipeline x -DefinitionPath '$folder/p").ListItemText | Should -Be 'pipeline.json'
        @(Get-TabResult -Line 'New-BitbucketPipeline -DefinitionPath B').Count | Should -Be 0
    }
}

Describe 'Live values' {
    BeforeAll {
        $sandbox = Start-BitbucketSandbox -ActionSeconds 0
        foreach ($name in 'Main', "Team's own") {
            $null = New-BitbucketConnection -Name $name -Tag @{ team = 'red'; 'cost center' = '7' } -WarningAction SilentlyContinue
            Complete-BitbucketSandboxConnection -Name $name
        }

        $arn = (Get-BitbucketConnection -Name Main).ConnectionArn
        $null = New-BitbucketPipeline -Name Shop -ConnectionName Main -Repository my-workspace/shop -Branch main -IncludeTag 'v*' -Variable @{ LEVEL = 'info' } `
            -RoleArn $sandbox.ServiceRoleArn -ArtifactBucket $sandbox.ArtifactBucket -BuildProject $sandbox.BuildProject -ApprovalStage -DeployBucket $sandbox.ArtifactBucket -WarningAction SilentlyContinue
        $null = New-BitbucketPipeline -Name Api -ConnectionName Main -Repository my-workspace/api -Branch develop `
            -RoleArn $sandbox.ServiceRoleArn -ArtifactBucket $sandbox.ArtifactBucket -BuildProject $sandbox.BuildProject -WarningAction SilentlyContinue
        $null = Wait-BitbucketPipelineExecution -PipelineName Api -TimeoutSeconds 60 -PollIntervalSeconds 1
        Disable-BitbucketPipelineTransition -PipelineName Shop -StageName Deploy -Reason freeze
        $global:pipelineName = 'Shop'
    }

    AfterAll {
        Remove-Variable -Name pipelineName -Scope Global
        Stop-BitbucketSandbox
    }

    It '<Line> offers <Expected>' -ForEach @(
        @{ Line = 'Get-BitbucketConnection -Name m'; Expected = 'Main' }
        @{ Line = 'Get-BitbucketConnection -ConnectionArn m'; Expected = 'Main' }
        @{ Line = 'New-BitbucketPipeline -ConnectionName '; Expected = 'Main', "Team's own" }
        @{ Line = 'Set-BitbucketPipeline Shop -ConnectionArn t'; Expected = "Team's own" }
        @{ Line = 'Get-BitbucketPipeline '; Expected = 'Api', 'Shop' }
        @{ Line = 'Get-BitbucketPipeline -PipelineArn s'; Expected = 'Shop' }
        @{ Line = 'Remove-BitbucketTag '; Expected = 'Api', 'Main', 'Shop', "Team's own" }
        @{ Line = 'Get-BitbucketConnection Main | Remove-BitbucketTag -TagKey '; Expected = 'cost center', 'team' }
        @{ Line = 'New-BitbucketPipeline -Repository '; Expected = 'my-workspace/api', 'my-workspace/shop' }
        @{ Line = 'Invoke-BitbucketSandboxPush -Repository my-workspace/s'; Expected = 'my-workspace/shop' }
        @{ Line = 'Invoke-BitbucketSandboxPush -Repository my-workspace/api -Branch '; Expected = 'develop' }
        @{ Line = 'Set-BitbucketPipeline Shop -Branch '; Expected = 'main' }
        @{ Line = 'New-BitbucketPipelineTrigger -IncludeTag '; Expected = 'v*' }
        @{ Line = 'New-BitbucketPipeline -RoleArn AWSCodePipeline'; Expected = '{ServiceRole}' }
        @{ Line = 'New-BitbucketPipeline -ArtifactBucket '; Expected = '{Bucket}' }
        @{ Line = 'New-BitbucketPipelineAction x -CodeBuildProject '; Expected = '{Project}' }
        @{ Line = 'Restart-BitbucketPipelineStage Shop '; Expected = @() }
        @{ Line = 'Approve-BitbucketPipelineAction Shop -StageName '; Expected = 'Approval' }
        @{ Line = 'Deny-BitbucketPipelineAction Shop -ActionName '; Expected = 'Approval' }
        @{ Line = 'Approve-BitbucketPipelineAction Api -StageName '; Expected = @() }
        @{ Line = 'Enable-BitbucketPipelineTransition Shop '; Expected = 'Deploy' }
        @{ Line = 'Disable-BitbucketPipelineTransition Shop '; Expected = 'Approval', 'Build', 'Source' }
        @{ Line = 'Undo-BitbucketPipelineStage Api '; Expected = @() }
        @{ Line = 'Set-BitbucketPipeline $pipelineName -SourceActionName '; Expected = 'Source' }
        @{ Line = 'Get-BitbucketPipeline Shop | Set-BitbucketPipeline -SourceActionName '; Expected = 'Source' }
        @{ Line = '"Shop" | Get-BitbucketPipelineRuleExecution -StageName B'; Expected = 'Build' }
        @{ Line = '$pipelineName | Get-BitbucketPipelineRuleExecution -StageName B'; Expected = 'Build' }
        @{ Line = 'Start-BitbucketPipeline Shop -Variable '; Expected = 'LEVEL' }
        @{ Line = 'New-BitbucketPipelineAction x -InvokedPipeline '; Expected = 'Api', 'Shop' }
        @{ Line = 'Get-BitbucketPipeline -Region eu-w'; Expected = 'eu-west-1', 'eu-west-2', 'eu-west-3' }
        @{ Line = 'Get-BitbucketPipeline -Region eu-west-1 -Name '; Expected = @() }
        @{ Line = 'New-BitbucketPipelineAction x -Category Test -Provider Code'; Expected = 'CodeBuild' }
        @{ Line = 'New-BitbucketPipelineRule x -Provider Var'; Expected = 'VariableCheck' }
        @{ Line = 'New-BitbucketPipelineRule x -Provider VariableCheck -Configuration Op'; Expected = 'Operator' }
    ) {
        $Expected = @($Expected) -replace '{ServiceRole}', $sandbox.ServiceRoleArn.Split('/')[-1] -replace '{Bucket}', $sandbox.ArtifactBucket -replace '{Project}', $sandbox.BuildProject
        Get-TabResult -Line $Line | ForEach-Object -MemberName ListItemText | Sort-Object | Should -Be ($Expected.Where({ $_ }) | Sort-Object)
    }

    It 'replaces a name by the ARN, in the quotes of the line' {
        (Get-TabResult -Line 'Set-BitbucketPipeline Shop -ConnectionArn m').CompletionText | Should -Be $arn
        (Get-TabResult -Line "Set-BitbucketPipeline Shop -ConnectionArn 'm").CompletionText | Should -Be "'$arn'"
        (Get-TabResult -Line 'Set-BitbucketPipeline Shop -ConnectionName "t').CompletionText | Should -Be '"Team''s own"'
        (Get-TabResult -Line 'Set-BitbucketPipeline Shop -ConnectionName t').CompletionText | Should -Be "'Team''s own'"
    }

    It 'offers executions with status and age' {
        $found = @(Get-TabResult -Line 'Stop-BitbucketPipelineExecution Shop ')
        $found.Count | Should -Be 1
        $found[0].CompletionText | Should -Be (Get-BitbucketPipelineExecution -PipelineName Shop).PipelineExecutionId
        $found[0].ToolTip | Should -BeLike 'InProgress, * ago, *'
        @(Get-TabResult -Line 'Stop-BitbucketPipelineExecution Api ').Count | Should -Be 0
        @(Get-TabResult -Line 'Wait-BitbucketPipelineExecution Api ').Count | Should -Be 1
    }

    It 'offers what a stage can be rolled back to' {
        $first = (Get-BitbucketPipelineExecution -PipelineName Api).PipelineExecutionId
        $null = Start-BitbucketPipeline -PipelineName Api -Wait -PollIntervalSeconds 1
        (Get-TabResult -Line 'Undo-BitbucketPipelineStage Api ').ListItemText | Should -Contain 'Build'
        (Get-TabResult -Line 'Undo-BitbucketPipelineStage Api Build -TargetPipelineExecutionId ').CompletionText | Should -Be $first
    }

    It 'offers new resources at once' {
        $null = Get-TabResult -Line 'Get-BitbucketConnection -Name '
        $null = New-BitbucketConnection -Name Brand-new -WarningAction SilentlyContinue
        (Get-TabResult -Line 'Get-BitbucketConnection -Name b').CompletionText | Should -Be 'Brand-new'
        Remove-BitbucketConnection -Name Brand-new -Confirm:$false
        @(Get-TabResult -Line 'Get-BitbucketConnection -Name b').Count | Should -Be 0
    }
}

Describe 'Inside of a hashtable' {
    It '<Line> offers <Expected>' -ForEach @(
        @{ Line = 'New-BitbucketPipelineAction x -Provider CodeBuild -Category Build -Configuration @{ Proj'; Expected = 'ProjectId', 'ProjectName' }
        @{ Line = "New-BitbucketPipelineAction x -Provider CodeBuild -Category Build -Configuration @{ ProjectName = 'y'; Proj"; Expected = 'ProjectId' }
        @{ Line = 'New-BitbucketPipelineRule x -Provider VariableCheck -Configuration @{ Var'; Expected = 'Variable' }
    ) {
        Get-TabResult -Line $Line | ForEach-Object -MemberName CompletionText | Sort-Object | Should -Be $Expected
    }
}

Describe 'Without an answer' {
    BeforeAll {
        $variables = @{}
        foreach ($variable in Get-ChildItem -Path Env:AWS_*) {
            $variables[$variable.Name] = $variable.Value
        }

        $lines = @(
            'Get-BitbucketConnection -Name ', 'Get-BitbucketPipeline ', 'Restart-BitbucketPipelineStage web ', 'New-BitbucketPipeline -Repository ', 'New-BitbucketPipeline -RoleArn '
            'New-BitbucketPipeline -BuildProject ', 'New-BitbucketPipeline -ArtifactBucket ', 'New-BitbucketPipeline -EncryptionKeyId '
        )
    }

    BeforeEach {
        Remove-Item -Path Env:AWS_*
        $env:AWS_CONFIG_FILE = $env:AWS_SHARED_CREDENTIALS_FILE = "$TestDrive/none"
        $env:AWS_EC2_METADATA_DISABLED = 'true'
        Clear-TabMemory
    }

    AfterAll {
        Remove-Item -Path Env:AWS_*
        foreach ($name in $variables.Keys) {
            Set-Item -LiteralPath "Env:$name" -Value $variables[$name]
        }
    }

    It 'completes nothing, in silence and within a bound: <Name>' -ForEach @(
        @{ Name = 'no Region' }
        @{ Name = 'no credentials'; Set = @{ AWS_REGION = 'us-east-1' } }
        @{ Name = 'refused'; Set = @{ AWS_REGION = 'us-east-1'; AWS_ACCESS_KEY_ID = 'AKIDEXAMPLE'; AWS_SECRET_ACCESS_KEY = 'example'; AWS_ENDPOINT_URL = 'http://127.0.0.1:9' } }
        @{ Name = 'silent'; Set = @{ AWS_REGION = 'us-east-1'; AWS_ACCESS_KEY_ID = 'AKIDEXAMPLE'; AWS_SECRET_ACCESS_KEY = 'example' }; IsSilent = $true }
    ) {
        $endpoint = $null
        if ($_.ContainsKey('IsSilent')) {
            $endpoint = Start-SilentEndpoint
            $env:AWS_ENDPOINT_URL = $endpoint.Url
        }

        if ($_.ContainsKey('Set')) {
            foreach ($variable in $_.Set.Keys) {
                Set-Item -LiteralPath "Env:$variable" -Value $_.Set[$variable]
            }
        }

        $limit = Get-StopLimit
        try {
            $global:Error.Clear()
            foreach ($line in $lines) {
                $output = & { $script:measured = Measure-Tab -Line $line } *>&1
                $output | Should -BeNullOrEmpty
                $measured.Results.Count | Should -Be 0 -Because $line
                $measured.First | Should -BeLessThan (1000 + $limit) -Because $line
                $measured.Second | Should -BeLessThan ($limit / 2) -Because $line
            }

            $global:Error.Count | Should -Be 0
        }
        finally {
            if ($endpoint) {
                $endpoint.Listener.Stop()
            }
        }
    }
}
