#Requires -Version 7.4
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    Import-Module -Name BitbucketConnections
}

Describe 'Set-BitbucketPipeline' {
    BeforeAll {
        $sandbox = Start-BitbucketSandbox
        $null = New-BitbucketConnection -Name Old, New -WarningAction SilentlyContinue
        Complete-BitbucketSandboxConnection -Name Old, New
        $new = Get-BitbucketConnection -Name New
        $shared = @{ RoleArn = $sandbox.ServiceRoleArn; ArtifactBucket = $sandbox.ArtifactBucket; BuildProject = $sandbox.BuildProject }
        'One', 'Two', 'Three' | ForEach-Object { $null = New-BitbucketPipeline -Name $_ -ConnectionName Old -Repository "w/$_" -Branch main @shared }
    }

    AfterAll {
        Stop-BitbucketSandbox
    }

    It '-WhatIf shows the differences and changes nothing' {
        $transcript = Invoke-FreshSession -Script {
            param($Module, $Endpoint, $Key, $Secret)
            Import-Module -Name "$Module/BitbucketConnections.psd1"
            $file = [IO.Path]::GetTempFileName()
            $null = Start-Transcript -LiteralPath $file
            Set-BitbucketPipeline -PipelineName One -Branch develop -WhatIf -Region us-east-1 -AccessKey $Key -SecretKey $Secret -EndpointUrl $Endpoint
            $null = Stop-Transcript
            Get-Content -LiteralPath $file -Raw
            Remove-Item -LiteralPath $file
        } -Arguments @{ Module = $moduleFolder; Endpoint = "$($sandbox.EndpointUrl)"; Key = $sandbox.AccessKey; Secret = $sandbox.SecretKey }

        $transcript | Should -BeLike "*One in us-east-1:*Stages``['Source'``].Actions``['Source'``].Configuration``['BranchName'``]: main -> develop*"
        (Get-BitbucketPipeline -Name One).Version | Should -Be 1
    }

    It '-Resave writes the same definition again, and -WhatIf does not' {
        $before = Get-BitbucketPipeline -Name Two
        Set-BitbucketPipeline -PipelineName Two -Resave -WhatIf
        (Get-BitbucketPipeline -Name Two).Version | Should -Be $before.Version

        $after = Set-BitbucketPipeline -PipelineName Two -Resave -PassThru -WarningAction SilentlyContinue
        $after.Version | Should -Be ($before.Version + 1)
        Set-BitbucketPipeline -PipelineName Missing -Resave -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'PipelineNotFound,*'
    }

    It 'an exported file is edited and put back, and a file of an old version is not' {
        $file = Join-Path -Path $TestDrive -ChildPath file.json
        $before = New-BitbucketPipeline -Name FromFile -ConnectionName New -Repository w/file -Branch main @shared
        $null = Export-BitbucketPipeline -PipelineName FromFile -Path $file
        (Get-Content -LiteralPath $file -Raw).Replace('"main"', '"release"') | Set-Content -LiteralPath $file
        Set-BitbucketPipeline -DefinitionPath $file -WhatIf
        (Get-BitbucketPipeline -Name FromFile).Version | Should -Be $before.Version

        $after = Set-BitbucketPipeline -DefinitionPath $file -PassThru -WarningAction SilentlyContinue
        $after.BranchName | Should -Be release
        $after.Version | Should -Be ($before.Version + 1)

        Set-BitbucketPipeline -DefinitionPath $file
        (Get-BitbucketPipeline -Name FromFile).Version | Should -Be $after.Version
        (Get-Content -LiteralPath $file -Raw).Replace('"release"', '"next"') | Set-Content -LiteralPath $file
        Set-BitbucketPipeline -DefinitionPath $file -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'ConcurrentChange,*'
        Remove-BitbucketPipeline -PipelineName FromFile -Confirm:$false
    }

    It 'an export has the tags of the pipeline' {
        $pipeline = Get-BitbucketPipeline -Name Three
        Add-BitbucketTag -ResourceArn $pipeline.PipelineArn -Tag @{ team = 'shop' }
        ($pipeline | Export-BitbucketPipeline | ConvertFrom-Json).tags[0].value | Should -Be 'shop'
        $pipeline | Export-BitbucketPipeline -Format Terraform | Should -BeLike '*team*shop*'
        Remove-BitbucketTag -ResourceArn $pipeline.PipelineArn -TagKey team -Confirm:$false
    }

    It 'moves many pipelines to a new connection, and grants the roles' {
        Get-BitbucketConnection -Name Old | Get-BitbucketPipeline | Set-BitbucketPipeline -ConnectionArn $new -GrantRole -WarningVariable warnings

        $warnings | Should -BeNullOrEmpty
        (Get-BitbucketPipeline).ConnectionArn | Sort-Object -Unique | Should -Be $new.ConnectionArn
        (Get-BitbucketPipeline -Name One, Two, Three).Version | Should -Be 2, 3, 2
    }

    It 'reports missing permissions of the role without -GrantRole' {
        # The role of another pipeline allows the same things, except the new connection.
        $role = Get-BitbucketConnection -Name Old | New-BitbucketServiceRole -PipelineName Other -ArtifactBucket $sandbox.ArtifactBucket -BuildProject $sandbox.BuildProject
        $four = @{ Name = 'Four'; ConnectionName = 'Old'; Repository = 'w/Four'; Branch = 'main'; ArtifactBucket = $sandbox.ArtifactBucket; BuildProject = $sandbox.BuildProject }
        $null = New-BitbucketPipeline @four -RoleArn $role.RoleArn -WarningVariable created
        $created | Should -BeNullOrEmpty
        Get-BitbucketPipeline -Name Four | Set-BitbucketPipeline -ConnectionName New -WarningVariable warnings -WarningAction SilentlyContinue

        $warnings | Should -BeLike "*UseConnection*$($new.ConnectionArn)*-GrantRole*"
    }

    It 'updates a policy that it created, without a message' {
        Get-BitbucketPipeline -Name One | Set-BitbucketPipeline -ConnectionName Old -WarningVariable warnings

        $warnings | Should -BeNullOrEmpty
    }

    It '-WhatIf lists the permissions that the role''s policy gains and loses, and the warnings' {
        $transcript = Invoke-FreshSession -Script {
            param($Module, $Endpoint, $Key, $Secret)
            Import-Module -Name "$Module/BitbucketConnections.psd1"
            $file = [IO.Path]::GetTempFileName()
            $null = Start-Transcript -LiteralPath $file
            $aws = @{ Region = 'us-east-1'; AccessKey = $Key; SecretKey = $Secret; EndpointUrl = $Endpoint }
            $stage = New-BitbucketPipelineAction -Name Call -LambdaFunction my-function | New-BitbucketPipelineStage -Name Call
            Set-BitbucketPipeline -PipelineName One -AddStage $stage -RemoveStage Build -WhatIf @aws
            Set-BitbucketPipeline -PipelineName Four -AddStage $stage -WhatIf @aws
            Remove-BitbucketPipeline -Name One -WhatIf @aws
            $null = Stop-Transcript
            Get-Content -LiteralPath $file -Raw
            Remove-Item -LiteralPath $file
        } -Arguments @{ Module = $moduleFolder; Endpoint = "$($sandbox.EndpointUrl)"; Key = $sandbox.AccessKey; Secret = $sandbox.SecretKey }

        # A console wraps long lines.
        $text = $transcript -replace '\s+', ' '
        $text | Should -BeLike '*policy BitbucketConnections-us-east-1-One-* is updated*gains AllowLambdaInvoke: *function:my-function*loses AllowCodeBuild: *'
        $text | Should -BeLike '*WARNING: *has no policy BitbucketConnections-us-east-1-Four-*-GrantRole*'
        $text | Should -BeLike '*Remove pipeline, and its policy BitbucketConnections-us-east-1-One-*'
        (Get-BitbucketPipeline -Name One, Four).Stages.Name | Should -Not -Contain 'Call'
    }

    It 'checks a new role before the change' {
        foreach ($action in 'Stop', 'SilentlyContinue') {
            $failure = $null
            try {
                Set-BitbucketPipeline -PipelineName One -RoleArn arn:aws:iam::123456789012:role/nobody -ErrorAction $action -ErrorVariable failure
            } catch {
                $failure = $_
            }

            @($failure)[0].FullyQualifiedErrorId | Should -Be 'RoleNotFound,BitbucketConnections.Commands.SetBitbucketPipelineCommand'
        }

        Set-BitbucketPipeline -PipelineName One -RoleArn arn:aws:iam::123456789012:role/nobody -WhatIf -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'RoleNotFound,*'
        (Get-BitbucketPipeline -Name One).RoleArn | Should -Be $sandbox.ServiceRoleArn
    }

    It '-GrantBuildRole grants the connection to the build role of a full clone, and -WhatIf shows it' {
        $text = (Invoke-FreshSession -Script {
            param($Module, $Endpoint, $Key, $Secret)
            Import-Module -Name "$Module/BitbucketConnections.psd1"
            $file = [IO.Path]::GetTempFileName()
            $null = Start-Transcript -LiteralPath $file
            $aws = @{ Region = 'us-east-1'; AccessKey = $Key; SecretKey = $Secret; EndpointUrl = $Endpoint }
            Set-BitbucketPipeline -PipelineName Two -OutputArtifactFormat FullClone -WhatIf @aws
            Set-BitbucketPipeline -PipelineName Two -OutputArtifactFormat FullClone -GrantBuildRole -WhatIf @aws
            $null = Stop-Transcript
            Get-Content -LiteralPath $file -Raw
            Remove-Item -LiteralPath $file
        } -Arguments @{ Module = $moduleFolder; Endpoint = "$($sandbox.EndpointUrl)"; Key = $sandbox.AccessKey; Secret = $sandbox.SecretKey }) -replace '\s+', ' '
        $text | Should -BeLike '*WARNING: *clones the repository itself*Grant-BitbucketConnectionAccess -RoleName codebuild-sandbox-build-service-role*'
        $text | Should -BeLike '*Build role of sandbox-build: arn:aws:iam::*(policy BitbucketConnections-UseConnection allows connection/*for the repository w/Two)*'

        $format = @{ PipelineName = 'Two'; OutputArtifactFormat = 'FullClone' }
        Set-BitbucketPipeline @format -GrantBuildRole -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        Set-BitbucketPipeline -PipelineName Two -OutputArtifactFormat CODE_ZIP
        Set-BitbucketPipeline @format -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
    }

    It 'does not overwrite a change by another user' {
        $mine = Get-BitbucketPipeline -Name Two
        Set-BitbucketPipeline -PipelineName Two -Branch theirs

        $mine | Set-BitbucketPipeline -Branch mine -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure[0].FullyQualifiedErrorId | Should -Be 'ConcurrentChange,BitbucketConnections.Commands.SetBitbucketPipelineCommand'
        (Get-BitbucketPipeline -Name Two).BranchName | Should -Be 'theirs'
        ($mine | Set-BitbucketPipeline -Branch mine -Force -PassThru).BranchName | Should -Be 'mine'
    }

    It 'sets and clears a trigger, as a push shows' {
        Set-BitbucketPipeline -PipelineName Three -Trigger (New-BitbucketPipelineTrigger -IncludeBranch 'release/*')
        Test-BitbucketPipelineTrigger -PipelineName Three -Branch main -Quiet | Should -BeFalse
        Set-BitbucketPipeline -PipelineName Three -ClearTrigger
        (Get-BitbucketPipeline -Name Three).Triggers | Should -BeNullOrEmpty
        Test-BitbucketPipelineTrigger -PipelineName Three -Branch main -Quiet | Should -BeTrue
    }

    It 'adds, moves and removes stages' {
        $approval = New-BitbucketPipelineAction -Name Ask -Approval | New-BitbucketPipelineStage -Name Ask
        Set-BitbucketPipeline -PipelineName Three -AddStage $approval -Before Build
        (Get-BitbucketPipeline -Name Three).Stages.Name | Should -Be 'Source', 'Ask', 'Build'
        Set-BitbucketPipeline -PipelineName Three -MoveStage Ask
        (Get-BitbucketPipeline -Name Three).Stages.Name | Should -Be 'Source', 'Build', 'Ask'
        Set-BitbucketPipeline -PipelineName Three -RemoveStage Ask
        (Get-BitbucketPipeline -Name Three).Stages.Name | Should -Be 'Source', 'Build'
    }

    It 'changes a CodeCommit source to a Bitbucket source' {
        $file = Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath "legacy-$PID.json"
        $definition = Get-BitbucketPipeline -Name One | Export-BitbucketPipeline | ConvertFrom-Json
        $definition.pipeline.name = 'Legacy'
        $source = $definition.pipeline.stages[0].actions[0]
        $source.actionTypeId.provider = 'CodeCommit'
        $source.configuration = @{ RepositoryName = 'repo'; BranchName = 'main' }
        $definition | ConvertTo-Json -Depth 20 | Set-Content -LiteralPath $file
        try {
            $null = New-BitbucketPipeline -DefinitionPath $file
            Set-BitbucketPipeline -PipelineName Legacy -ConnectionName New -Repository w/legacy -Branch main -WarningAction SilentlyContinue
            $after = Get-BitbucketPipeline -Name Legacy
            $after.FullRepositoryId | Should -Be 'w/legacy'
            $after.Stages[1].Actions[0].InputArtifacts | Should -Be 'SourceArtifact'
        }
        finally {
            Remove-Item -LiteralPath $file
        }
    }

    It 'checks the rules of AWS: returns all findings at once and sends no update' {
        $before = (Get-BitbucketPipeline -Name One).Version
        $failure = { Set-BitbucketPipeline -PipelineName One -Repository nope -RemoveStage Nope -RoleArn nope -ErrorAction Stop } | Should -Throw -PassThru
        $failure.Exception.Findings.Id | Should -Be 'InvalidRepositoryId', 'InvalidRoleArn', 'StageNotFound'
        (Get-BitbucketPipeline -Name One).Version | Should -Be $before
    }
}

Describe 'Export-BitbucketPipeline' {
    BeforeAll {
        $sandbox = Start-BitbucketSandbox
        $null = New-BitbucketConnection -Name MyConnection -WarningAction SilentlyContinue
        Complete-BitbucketSandboxConnection -Name MyConnection
        $null = New-BitbucketPipeline -Name Shop -ConnectionName MyConnection -Repository w/shop -Branch main -RoleArn $sandbox.ServiceRoleArn `
            -ArtifactBucket $sandbox.ArtifactBucket -BuildProject $sandbox.BuildProject -IncludePath 'src/**' -ApprovalStage -Variable @{ Stage = 'test' }
        $folder = Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath "export-$PID"
    }

    AfterAll {
        Stop-BitbucketSandbox
        Remove-Item -LiteralPath $folder -Recurse -Force -ErrorAction Ignore
    }

    It 'writes a file that New-BitbucketPipeline reads as the same definition' {
        $file = Get-BitbucketPipeline -Name Shop | Export-BitbucketPipeline -Path "$folder/"
        $file.Name | Should -Be 'Shop.json'
        Get-BitbucketPipeline -Name Shop | Remove-BitbucketPipeline -Confirm:$false
        $null = New-BitbucketPipeline -DefinitionPath $file.FullName
        New-BitbucketPipeline -DefinitionPath $file.FullName -ReuseExisting -ErrorAction Stop | ForEach-Object -MemberName Version | Should -Be 1
    }

    It 'returns files that New-BitbucketPipeline accepts from the pipeline' {
        $made = Get-BitbucketPipeline -Name Shop | Export-BitbucketPipeline -Path "$folder/again/" | New-BitbucketPipeline -ReuseExisting

        $made.Name | Should -Be 'Shop'
        $made.Version | Should -Be 1
    }

    It 'writes a definition without a Region and credentials' {
        $result = Invoke-FreshSession -Script {
            param($Module)
            Import-Module -Name "$Module/BitbucketConnections.psd1"
            New-BitbucketPipeline -Name p -ConnectionArn arn:aws:codestar-connections:us-east-1:123456789012:connection/aEXAMPLE-8aad-4d5d-8878-dfcab0bc441f `
                -Repository w/r -Branch main -BuildProject my-build -DefinitionOnly | Export-BitbucketPipeline -Format Mermaid
        } -Arguments @{ Module = $moduleFolder }
        $result | Should -BeLike "flowchart LR`n*w/r*"
    }

    It 'completes the formats' {
        $line = 'Export-BitbucketPipeline Shop -Format '
        (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches.CompletionText | Should -Be 'CloudFormation', 'Json', 'Mermaid', 'Terraform'
    }
}
