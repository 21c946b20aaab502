#Requires -Version 7.4
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeDiscovery {
    $missing = @(
        if (-not (Get-Command -Name node -CommandType Application -ErrorAction Ignore)) { 'node is not installed' }
        if (-not (Test-Path -LiteralPath "$PSScriptRoot/node_modules/@aws-sdk")) { 'the packages of tests/Conformance/package-lock.json are not installed (npm ci)' }
    ) -join '; '
    $pages = (Get-Content -LiteralPath "$PSScriptRoot/action-pages.json" -Raw | ConvertFrom-Json -AsHashtable).actions.ForEach({
            $_ + @{ Title = "$($_.page)$($_.ContainsKey('example') ? ", $($_.example)" : '')" } })
}

if ($missing) {
    Describe 'The actions of AWS''s pages' {
        It 'are created and read by the AWS SDK for JavaScript' -ForEach @{ Missing = $missing } {
            Set-ItResult -Skipped -Because $Missing
        }
    }

    return
}

BeforeAll {
    . "$PSScriptRoot/../Module/Support.ps1"
    Import-Module -Name BitbucketConnections
    $sandbox = Start-BitbucketSandbox
    . "$PSScriptRoot/SdkDriver.ps1"
    $connection = New-BitbucketConnection -Name pages -WarningAction SilentlyContinue
    $connection | Complete-BitbucketSandboxConnection
    $created = [Collections.Generic.SortedSet[string]]::new()

    # A copy of data, with the ARN of the connection.
    function Copy-Data {
        param($Data)
        ConvertTo-Json -InputObject $Data -Depth 30 | ForEach-Object -MemberName Replace -ArgumentList '{connection}', $connection.ConnectionArn | ConvertFrom-Json -AsHashtable -NoEnumerate
    }

    # Text that does not depend on the order of members and, inside a configuration, on the order and white space of JSON.
    function Get-Canonical {
        param($Value)
        if ($Value -is [Collections.IDictionary]) {
            return '{' + (@($Value.Keys | Sort-Object -CaseSensitive).ForEach({ "${_}=$(Get-Canonical $Value[$_])" }) -join ';') + '}'
        }

        if ($Value -is [Collections.IList]) {
            $isVariables = $Value.Count -gt 0 -and $Value[0] -is [Collections.IDictionary] -and $Value[0].Contains('value')
            $elements = @($Value.ForEach({ Get-Canonical $_ }))
            return '[' + (($isVariables ? ($elements | Sort-Object -CaseSensitive) : $elements) -join ',') + ']'
        }

        if ($Value -is [string] -and $Value -match '^[\[{]"|^\[\{' -and (Test-Json -Json $Value)) {
            return 'JSON ' + (Get-Canonical (ConvertFrom-Json -InputObject $Value -AsHashtable -NoEnumerate))
        }

        "$Value"
    }

    # The members of an action, each as text; empty lists and missing members are the same for AWS.
    function Get-ActionMember {
        param([Collections.IDictionary] $Action)
        $members = [ordered] @{}
        foreach ($name in $Action.Keys | Sort-Object -CaseSensitive) {
            if ($Action[$name] -is [Collections.IList] -and $Action[$name].Count -eq 0) {
                continue
            }

            if ($name -ceq 'configuration') {
                foreach ($key in $Action.configuration.Keys | Sort-Object -CaseSensitive) {
                    $members["configuration.$key"] = Get-Canonical $Action.configuration[$key]
                }
            }
            else {
                $members[$name] = Get-Canonical $Action[$name]
            }
        }

        $members
    }
}

AfterAll {
    Stop-Sdk
    Stop-BitbucketSandbox
}

Describe 'The actions of AWS''s pages' {
    It '<Title>' -ForEach $pages {
        $shown = Copy-Data $action
        $arguments = @{ Name = $shown.name }
        foreach ($parameter in (Copy-Data $parameters).GetEnumerator()) {
            $arguments[$parameter.Key] = $parameter.Value
        }

        # What the page shows, with the listed differences. Each of them is a real difference.
        $expected = Copy-Data $action
        $expected['runOrder'] ??= 1
        foreach ($difference in $_.ContainsKey('differences') ? $differences : @()) {
            $member, $key = $difference.member -split '\.'
            $place = $key ? $expected[$member] : $expected
            $name = $key ? $key : $member
            Get-Canonical $place[$name] | Should -Not -BeExactly (Get-Canonical $difference.value) -Because $difference.why
            if ($null -eq $difference.value) { $place.Remove($name) } else { $place[$name] = $difference.value }
        }

        $artifacts = @{
            InputArtifact  = @($expected['inputArtifacts']).Where({ $_ }).ForEach({ $_.name })
            OutputArtifact = @($expected['outputArtifacts']).Where({ $_ }).ForEach({ $_.name })
        }
        foreach ($artifact in $artifacts.GetEnumerator().Where({ $_.Value.Count -gt 0 })) {
            $arguments[$artifact.Key] = $artifact.Value
        }

        foreach ($member in @{ runOrder = 'RunOrder'; region = 'Region'; namespace = 'Namespace' }.GetEnumerator().Where({ $expected.Contains($_.Key) })) {
            $arguments[$member.Value] = $expected[$member.Key]
        }

        $ours = New-BitbucketPipelineAction @arguments

        # A pipeline with the action. A build before it makes its input artifacts.
        $pipeline = @{
            Name = "page-$([guid]::NewGuid().ToString('N'))"; ConnectionArn = $connection.ConnectionArn; Repository = 'example-ws/demo-repo'; Branch = 'main'; WarningAction = 'SilentlyContinue'
        }
        if ($ours.ActionTypeId.Category -eq 'Source') {
            $null = New-BitbucketPipeline -ApprovalStage @pipeline
            $source = New-BitbucketPipelineStage -Name Source -Action $ours
            $null = Set-BitbucketPipeline -PipelineName $pipeline.Name -ReplaceStage $source -WarningAction SilentlyContinue
        }
        else {
            $inputs = $artifacts.InputArtifact.Where({ $_ -cne 'SourceArtifact' })
            $stages = @(
                if ($inputs) {
                    New-BitbucketPipelineAction -Name Make -CodeBuildProject $sandbox.BuildProject -InputArtifact SourceArtifact -OutputArtifact $inputs | New-BitbucketPipelineStage -Name Make
                }
                $ours | New-BitbucketPipelineStage -Name Shown
            )
            $null = New-BitbucketPipeline -Stage $stages @pipeline
        }

        $read = (Get-SdkOutput codepipeline GetPipeline @{ name = $pipeline.Name }).pipeline | ConvertTo-Json -Depth 30 | ConvertFrom-Json -AsHashtable
        $theirs = $read.stages.ForEach({ $_.actions }).Where({ $_.name -ceq $shown.name -and $_.actionTypeId.provider -ceq $shown.actionTypeId.provider })
        $theirs.Count | Should -Be 1

        # AWS adds the type of this structure.
        $theirs[0].actionTypeId.Remove('__type')
        $members, $wanted = (Get-ActionMember $theirs[0]), (Get-ActionMember $expected)
        $members.Keys | Should -Be $wanted.Keys
        foreach ($name in $wanted.Keys) {
            $members[$name] | Should -BeExactly $wanted[$name] -Because "the page shows this $name"
        }

        $null = $created.Add("$($shown.actionTypeId.category) $($shown.actionTypeId.owner) $($shown.actionTypeId.provider)")
    }

    It 'are of every type of the catalog' {
        $catalog = Get-Content -LiteralPath "$repositoryRoot/src/BitbucketConnections.Contracts/Catalog/action-types.json" -Raw | ConvertFrom-Json
        $listed = $catalog.ForEach({ "$($_.category) $($_.owner) $($_.provider)" })
        $created | Sort-Object -Culture '' -CaseSensitive | Should -Be ($listed | Sort-Object -Culture '' -CaseSensitive)
    }
}
