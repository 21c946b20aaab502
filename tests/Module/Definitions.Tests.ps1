#Requires -Version 7.4
# Definition files in the spellings of other programs. Each file in tests/Module/Definitions describes the pipeline of intended.json.
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeDiscovery {
    $stack = 'The definition file is a CloudFormation *. The properties of its pipeline are read. If a CloudFormation stack owns the pipeline, *'
    $files = @(
        @{ File = 'aws-cli-get-pipeline.json'; Encoding = 'utf8NoBOM'; Expected = @() }
        @{ File = 'bare-declaration-with-tags.json'; Encoding = 'utf8NoBOM'; Expected = @() }
        @{ File = 'comments-and-commas.jsonc'; Encoding = 'utf8BOM'; Expected = @() }
        @{ File = 'aws-tools-declaration.json'; Encoding = 'unicode'; Expected = @() }
        @{ File = 'aws-tools-response.json'; Encoding = 'utf8NoBOM'; Expected = @() }
        @{ File = 'cloudformation-template.json'; Encoding = 'utf8NoBOM'; Expected = @($stack) }
        @{ File = 'cloudformation-resource.json'; Encoding = 'utf8NoBOM'; Expected = @($stack) }
        @{
            File     = 'cloudformation-properties.json'
            Encoding = 'utf8NoBOM'
            Expected = @('The property RestartExecutionOnUpdate *', 'The property DisableInboundStageTransitions *Disable-BitbucketPipelineTransition.')
            Moved    = @{ artifactStore = 'artifactStores.us-east-1' }
        }
        @{
            File     = 'values-of-other-types.json'
            Encoding = 'bigendianunicode'
            Expected = @('Action types of the definition have no owner or version. These are used: stages?0?.actions?0?.actionTypeId (action ''Source'', *')
        }
        @{
            File     = 'clone-url-and-reference.json'
            Encoding = 'utf8NoBOM'
            Expected = @(
                'stages?0?.actions?0?.configuration.FullRepositoryId: The repository ''ssh://bitbucket.org/my-workspace/my-repo.git'' of the source action ''Source'' is used as ''my-workspace/my-repo''*'
                'stages?0?.actions?0?.configuration.BranchName: The branch ''refs/heads/main'' of the source action ''Source'' is used as ''main''*'
            )
        }
        @{ File = 'windows-powershell-lists.json'; Encoding = 'unicode'; Expected = @() }
        @{
            File     = 'module-objects.json'
            Encoding = 'utf8NoBOM'
            Expected = @('stages?0?.actions?0?.configuration.FullRepositoryId: The repository ''https://bitbucket.org/my-workspace/my-repo/src/main/'' *')
        }
    )
}

BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    Import-Module -Name BitbucketConnections
    $folder = Join-Path -Path $PSScriptRoot -ChildPath Definitions

    # The values of a file by their paths, so that a difference names its path.
    function Get-PathValue {
        param([AllowNull()] $Value, [string] $Path = '')
        if ($Value -is [Collections.IDictionary]) {
            foreach ($key in $Value.Keys) { Get-PathValue -Value $Value[$key] -Path "$Path.$key".TrimStart('.') }
        }
        elseif ($Value -is [Collections.IList]) {
            if ($Value.Count -eq 0) { "$Path = []" }
            for ($i = 0; $i -lt $Value.Count; $i++) { Get-PathValue -Value $Value[$i] -Path "$Path[$i]" }
        }
        else {
            "$Path = $($Value | ConvertTo-Json -Compress)"
        }
    }

    # The version is that of AWS.
    function Get-DefinitionMember {
        param([string] $Json)
        $definition = $Json | ConvertFrom-Json -AsHashtable -DateKind String
        $definition.pipeline.Remove('version')
        Get-PathValue -Value $definition | Sort-Object
    }

    function Save-File {
        param([string] $File, [string] $Name, [string] $Encoding)
        $text = Expand-File -File $File -Name $Name
        $path = Join-Path -Path $TestDrive -ChildPath "$Name.json"
        Set-Content -LiteralPath $path -Value $text -Encoding $Encoding
        $path
    }

    function Expand-File {
        param([string] $File, [string] $Name)
        $text = Get-Content -LiteralPath (Join-Path -Path $folder -ChildPath $File) -Raw
        foreach ($value in $values.GetEnumerator()) { $text = $text.Replace("@$($value.Key)@", $value.Value) }
        $text.Replace('@NAME@', $Name)
    }
}

Describe 'A definition file of another program' {
    BeforeAll {
        $sandbox = Start-BitbucketSandbox
        $connection = New-BitbucketConnection -Name Definitions -WarningAction SilentlyContinue
        Complete-BitbucketSandboxConnection -Name Definitions
        $values = @{ CONNECTION = $connection.ConnectionArn; ROLE = $sandbox.ServiceRoleArn; BUCKET = $sandbox.ArtifactBucket; PROJECT = $sandbox.BuildProject }
        $other = @{ ConnectionArn = $connection.ConnectionArn; Repository = 'my-workspace/other'; Branch = 'other'; ApprovalStage = $true; RoleArn = $sandbox.ServiceRoleArn; ArtifactBucket = $sandbox.ArtifactBucket }
    }

    AfterAll {
        Stop-BitbucketSandbox
    }

    It '<File> is created, exported and read back as the intended definition' -ForEach $files {
        $name = "New-$($File.Split('.')[0])"
        $intended = Get-DefinitionMember -Json (Expand-File -File intended.json -Name $name)
        foreach ($move in ((Get-Variable -Name Moved -ValueOnly -ErrorAction Ignore) ?? @{}).GetEnumerator()) {
            $intended = $intended.Replace("pipeline.$($move.Key).", "pipeline.$($move.Value).") | Sort-Object
        }

        $path = Save-File -File $File -Name $name -Encoding $Encoding
        $created = New-BitbucketPipeline -DefinitionPath $path -WarningVariable warnings -WarningAction SilentlyContinue

        $created.Name | Should -BeExactly $name
        @($warnings).Count | Should -Be $Expected.Count -Because ($warnings -join "`n")
        for ($i = 0; $i -lt $Expected.Count; $i++) { "$($warnings[$i])" | Should -BeLike $Expected[$i] }

        $exported = Join-Path -Path $TestDrive -ChildPath "exported/$name.json"
        $null = Export-BitbucketPipeline -PipelineName $name -Path $exported -Force
        Get-DefinitionMember -Json (Get-Content -LiteralPath $exported -Raw) | Should -BeExactly $intended

        (New-BitbucketPipeline -DefinitionPath $exported -ReuseExisting).PipelineArn | Should -Be $created.PipelineArn
        Set-BitbucketPipeline -PipelineName $name -DefinitionPath $exported -WarningAction SilentlyContinue
        (Get-BitbucketPipeline -Name $name).Version | Should -Be 1
    }

    It '<File> replaces another definition, member by member' -ForEach $files {
        $name = "Set-$($File.Split('.')[0])"
        $intended = Get-DefinitionMember -Json (Expand-File -File intended.json -Name $name) | Where-Object -FilterScript { $_ -notlike 'tags*' }
        foreach ($move in ((Get-Variable -Name Moved -ValueOnly -ErrorAction Ignore) ?? @{}).GetEnumerator()) {
            $intended = $intended.Replace("pipeline.$($move.Key).", "pipeline.$($move.Value).") | Sort-Object
        }

        $null = New-BitbucketPipeline -Name $name @other
        $path = Save-File -File $File -Name $name -Encoding $Encoding
        Set-BitbucketPipeline -PipelineName $name -DefinitionPath $path -Force -WarningVariable warnings -WarningAction SilentlyContinue

        foreach ($warning in $Expected) { @($warnings) -like $warning | Should -Not -BeNullOrEmpty -Because $warning }
        Get-DefinitionMember -Json (Export-BitbucketPipeline -PipelineName $name) | Should -BeExactly $intended
    }

    It 'is named in an error, with the path of each finding' {
        $json = (Expand-File -File intended.json -Name Broken | ConvertFrom-Json -AsHashtable)
        foreach ($stage in $json.pipeline.stages) { foreach ($action in $stage.actions) { $action.configuration = @{} } }
        $path = Join-Path -Path $TestDrive -ChildPath broken.json
        $json | ConvertTo-Json -Depth 20 | Set-Content -LiteralPath $path
        foreach ($command in 'New', 'Set') {
            if ($command -eq 'New') {
                New-BitbucketPipeline -DefinitionPath $path -ErrorAction SilentlyContinue -ErrorVariable failure
            }
            else {
                $null = New-BitbucketPipeline -Name Broken @other
                Set-BitbucketPipeline -DefinitionPath $path -ErrorAction SilentlyContinue -ErrorVariable failure
            }

            $message = $failure[0].Exception.Message
            $message | Should -BeLike "File '$path': * problems were found for the pipeline 'Broken'.*"
            $lines = @($message.Split("`n").Where({ $_ -like '- *' }))
            $lines.Count | Should -BeGreaterThan 4
            $lines | ForEach-Object -Process { $_ | Should -BeLike '- stages`[?`].actions`[?`].configuration.*' }
            $message | Should -BeLike "*- stages``[1``].actions``[0``].configuration.ProjectName (stage 'Build'): The action 'Compile' (Build/CodeBuild) requires the configuration key 'ProjectName'.*"
        }
    }

    It 'that does not exist has the advice for a path' {
        New-BitbucketPipeline -DefinitionPath ./nowhere.json -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'ObjectNotFound,*'
        $failure[0].ErrorDetails.RecommendedAction | Should -BeLike 'Check the path.*'
    }

    It 'of another pipeline than -PipelineName changes nothing' {
        $null = New-BitbucketPipeline -Name Meant @other
        $path = Save-File -File intended.json -Name Other -Encoding utf8NoBOM
        $null = New-BitbucketPipeline -Name Other @other
        Set-BitbucketPipeline -PipelineName Meant -DefinitionPath $path -ErrorAction SilentlyContinue -ErrorVariable failure

        $failure[0].FullyQualifiedErrorId | Should -BeLike 'DefinitionNameDiffers,*'
        $failure[0].Exception.Message | Should -BeLike "File '$path': The definition is that of the pipeline 'Other', but -PipelineName is 'Meant'. Nothing was changed.*"
        (Get-BitbucketPipeline -Name Meant, Other).Version | Should -Be 1, 1
    }

    It 'cut by ConvertTo-Json is an error with the depth to use' {
        $pipeline = Get-BitbucketPipeline -Name Meant
        foreach ($depth in 1, 2, 3) {
            $path = Join-Path -Path $TestDrive -ChildPath cut.json
            $pipeline | ConvertTo-Json -Depth $depth -WarningAction SilentlyContinue | Set-Content -LiteralPath $path
            New-BitbucketPipeline Cut -DefinitionPath $path -ErrorAction SilentlyContinue -ErrorVariable failure
            $failure[0].Exception.Message | Should -BeLike "File '$path': The definition can't be read: *ConvertTo-Json*-Depth 20."
        }

        $pipeline | ConvertTo-Json -Depth 20 | Set-Content -LiteralPath $path
        (New-BitbucketPipeline Whole -DefinitionPath $path -DefinitionOnly).Name | Should -Be Whole
    }

    It 'an export says that it creates a folder' {
        $path = Join-Path -Path $TestDrive -ChildPath 'new/folder/meant.json'
        $shown = Export-BitbucketPipeline -PipelineName Meant -Path $path -Verbose 4>&1
        "$shown" | Should -BeLike "*The folder '*folder' was created.*"
    }
}
