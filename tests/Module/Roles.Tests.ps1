#Requires -Version 7.4
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    Import-Module -Name BitbucketConnections
}

Describe 'The service roles of pipelines' {
    BeforeEach {
        $sandbox = Start-BitbucketSandbox
        $null = New-BitbucketConnection -Name c -WarningAction SilentlyContinue
        Complete-BitbucketSandboxConnection -Name c
        $source = @{ ConnectionName = 'c'; Repository = 'w/r'; Branch = 'main'; ArtifactBucket = $sandbox.ArtifactBucket; BuildProject = $sandbox.BuildProject }

        # A role exists if its policy can be granted.
        function Test-Role ([string] $Name) {
            $connection = (Get-BitbucketConnection -Name c).ConnectionArn
            $failure = $null
            Grant-BitbucketConnectionAccess -RoleName $Name -ConnectionArn $connection -WhatIf -ErrorAction SilentlyContinue
            $null = Grant-BitbucketConnectionAccess -RoleName $Name -ConnectionArn $connection -ErrorAction SilentlyContinue -ErrorVariable failure
            @($failure).Count -eq 0
        }
    }

    AfterEach {
        Stop-BitbucketSandbox
    }

    It 'are removed with 50 pipelines, also those that several share' {
        $names = foreach ($number in 1..50) {
            (New-BitbucketPipeline -Name "p$number" @source -RoleName "role$([int][Math]::Ceiling($number / 2))").Name
        }
        $names.Count | Should -Be 50

        Get-BitbucketPipeline | Remove-BitbucketPipeline -RemoveServiceRole -Confirm:$false -WarningVariable warnings

        $warnings | Should -BeNullOrEmpty
        Get-BitbucketPipeline | Should -BeNullOrEmpty
        1..25 | Where-Object { Test-Role "role$_" } | Should -BeNullOrEmpty
    }

    It 'are named by -WhatIf, the role with the last pipeline that uses it' {
        'one', 'two' | ForEach-Object { $null = New-BitbucketPipeline -Name $_ @source -RoleName shared }

        $text = (Invoke-FreshSession -Script {
            param($Module, $Endpoint, $Key, $Secret)
            Import-Module -Name "$Module/BitbucketConnections.psd1"
            $file = [IO.Path]::GetTempFileName()
            $null = Start-Transcript -LiteralPath $file
            Remove-BitbucketPipeline -Name one, two -RemoveServiceRole -WhatIf -Region us-east-1 -AccessKey $Key -SecretKey $Secret -EndpointUrl $Endpoint
            $null = Stop-Transcript
            Get-Content -LiteralPath $file -Raw
            Remove-Item -LiteralPath $file
        } -Arguments @{ Module = $moduleFolder; Endpoint = "$($sandbox.EndpointUrl)"; Key = $sandbox.AccessKey; Secret = $sandbox.SecretKey }) -replace '\s+', ' '

        $text | Should -BeLike "*What if: *Remove pipeline, and its policy BitbucketConnections-us-east-1-one-* from the role shared if the policy exists; then keep its service role shared, because the pipeline 'two' in us-east-1 uses it*"
        $text | Should -BeLike '*Remove pipeline, and its policy BitbucketConnections-us-east-1-two-*; then remove its service role shared*'
        (Get-BitbucketPipeline).Count | Should -Be 2
        Test-Role shared | Should -BeTrue
    }

    It 'stay if another pipeline uses them, with a warning at the end' {
        'one', 'two' | ForEach-Object { $null = New-BitbucketPipeline -Name $_ @source -RoleName shared }

        Remove-BitbucketPipeline -Name one -RemoveServiceRole -Confirm:$false -WarningVariable warnings -WarningAction SilentlyContinue

        $warnings | Should -Be "The service role 'shared' was not removed: the pipeline 'two' in us-east-1 uses it."
        Test-Role shared | Should -BeTrue
    }

    It 'stay if this module did not create them, with the command that deletes them' {
        $null = New-BitbucketPipeline -Name one @source -RoleArn $sandbox.ServiceRoleArn
        $name = $sandbox.ServiceRoleArn.Split('/')[-1]

        Remove-BitbucketPipeline -Name one -RemoveServiceRole -Confirm:$false -WarningVariable warnings -WarningAction SilentlyContinue

        $warnings | Should -BeLike "The pipeline 'one' was removed, but its service role '$name' was not: *aws iam delete-role --role-name $name"
        Test-Role $name | Should -BeTrue
    }

    It 'stay if their pipeline is not removed' {
        $null = New-BitbucketPipeline -Name one @source -RoleName mine
        Set-BitbucketSandboxFault -Operation DeletePipeline -ErrorCode AccessDeniedException
        foreach ($action in 'Stop', 'SilentlyContinue') {
            try {
                Remove-BitbucketPipeline -Name one -RemoveServiceRole -Confirm:$false -ErrorAction $action
            } catch {
                $_.FullyQualifiedErrorId | Should -BeLike '*,BitbucketConnections.Commands.RemoveBitbucketPipelineCommand'
            }
        }

        (Get-BitbucketPipeline -Name one).RoleArn | Should -BeLike '*/mine'
        Test-Role mine | Should -BeTrue
    }

    It 'are checked before a pipeline is created, and -WhatIf shows the same warning' {
        $role = Get-BitbucketConnection -Name c | New-BitbucketServiceRole -PipelineName other -ArtifactBucket $sandbox.ArtifactBucket
        $new = $source + @{ Name = 'mine'; RoleArn = $role.RoleArn }

        New-BitbucketPipeline @new -WhatIf -WarningVariable first -WarningAction SilentlyContinue
        { New-BitbucketPipeline @new -WarningAction Stop } | Should -Throw
        Get-BitbucketPipeline | Should -BeNullOrEmpty
        $null = New-BitbucketPipeline @new -WarningVariable second -WarningAction SilentlyContinue

        $first | Should -BeLike "The role '*' does not have permissions that the pipeline 'mine' needs: AllowCodeBuild: codebuild:*To add them, run after the creation: Set-BitbucketPipeline -PipelineName 'mine' -Region us-east-1 -GrantRole"
        "$second" | Should -Be "$first"
        Set-BitbucketPipeline -PipelineName mine -Region us-east-1 -GrantRole
        Start-BitbucketPipeline -Name mine | Wait-BitbucketPipelineExecution | ForEach-Object -MemberName Status | Should -Be 'Succeeded'
    }
}
