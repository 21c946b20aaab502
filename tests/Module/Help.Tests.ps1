#Requires -Version 7.4
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeDiscovery {
    . "$PSScriptRoot/Support.ps1"
    . "$repositoryRoot/src/build/HelpMarkdown.ps1"
    $cmdlets = (Import-PowerShellDataFile -LiteralPath "$moduleFolder/BitbucketConnections.psd1").CmdletsToExport.ForEach({ @{ Cmdlet = $_ } })
    $examples = foreach ($cmdlet in $cmdlets.Cmdlet) {
        foreach ($part in [MarkdownHelp]::new("$repositoryRoot/docs/en-US/$cmdlet.md").Parts('EXAMPLES')) {
            $text = $part.Lines -join "`n"
            if ($text -match '(?s)```powershell( sandbox)?\n(.*?)\n```') {
                $example = @{ Cmdlet = $cmdlet; Title = $part.Title; Code = $Matches[2]; IsForSandbox = $Matches.ContainsKey(1); Output = @() }
                if ($text -match '(?s)```output\n(.*?)\n```') {
                    $example.Output = $Matches[1] -split '\n'
                }

                $example
            }
        }
    }
}

BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    Import-Module -Name BitbucketConnections
    $PSStyle.OutputRendering = 'PlainText'
}

Describe 'Help of <Cmdlet>' -ForEach $cmdlets {
    BeforeAll {
        $help = Get-Help -Name $Cmdlet -Full
    }

    It 'has a synopsis that is not the syntax' {
        $help.Synopsis | Should -Not -BeNullOrEmpty
        $help.Synopsis | Should -Not -BeLike "*$Cmdlet*"
    }

    It 'has a description and at least two examples with a text' {
        ($help.description | Out-String).Trim() | Should -Not -BeNullOrEmpty
        @($help.examples.example).Count | Should -BeGreaterOrEqual 2
        foreach ($example in $help.examples.example) {
            $example.code | Should -Match ([regex]::Escape(($Cmdlet -split '-')[1]) + '|Bitbucket')
        }
    }

    It 'describes every parameter' {
        $ignored = [Management.Automation.PSCmdlet]::CommonParameters
        $described = $help.parameters.PSObject.Properties['parameter'] ? @($help.parameters.parameter) : @()
        foreach ($name in (Get-Command -Name $Cmdlet).Parameters.Keys.Where({ $_ -notin $ignored })) {
            $parameter = $described.Where({ $_.name -eq $name })
            $parameter.Count | Should -Be 1 -Because $name
            ($parameter[0].description | Out-String).Trim() | Should -Not -BeNullOrEmpty -Because $name
        }
    }

    It 'lists the inputs and outputs that the cmdlet declares' {
        $help.inputTypes.inputType.type.name | Should -Not -BeNullOrEmpty
        $declared = (Get-Command -Name $Cmdlet).OutputType.Name
        @($help.returnValues.returnValue).ForEach({ $_.type.name }) | Sort-Object | Should -Be ($declared | Sort-Object)
    }

    It 'has the online link of the cmdlet' {
        $link = @($help.relatedLinks.navigationLink)[0].uri
        $link | Should -Be (Get-Command -Name $Cmdlet).HelpUri
        Test-Path -LiteralPath "$repositoryRoot/docs/en-US/$(($link -split '/')[-1])" | Should -BeTrue
    }

    It 'has links to pages that exist' {
        foreach ($line in Get-Content -LiteralPath "$repositoryRoot/docs/en-US/$Cmdlet.md") {
            if ($line -match '\]\((?!https?://)([^)]+)\)') {
                Test-Path -LiteralPath "$repositoryRoot/docs/en-US/$($Matches[1])" | Should -BeTrue -Because $Matches[1]
            }
        }
    }
}

Describe 'Examples' {
    It '<Cmdlet>, <Title>: parses and binds' -ForEach $examples {
        $tokens = $errors = $null
        $ast = [Management.Automation.Language.Parser]::ParseInput($Code, [ref] $tokens, [ref] $errors)
        $errors | Should -BeNullOrEmpty
        $commands = $ast.FindAll({ param($node) $node -is [Management.Automation.Language.CommandAst] -and $node.GetCommandName() -like '*-Bitbucket*' }, $true)
        foreach ($command in $commands) {
            $info = Get-Command -Name $command.GetCommandName()
            foreach ($parameter in $command.CommandElements.Where({ $_ -is [Management.Automation.Language.CommandParameterAst] })) {
                { $info.ResolveParameter($parameter.ParameterName) } | Should -Not -Throw -Because $parameter.Extent.Text
            }
        }
    }

    It '<Cmdlet>, <Title>: runs on the sandbox' -ForEach $examples.Where({ $_.IsForSandbox }) {
        $isForReviewer = $Cmdlet -like '*-BitbucketReviewerAssociation'
        $sandbox = Start-BitbucketSandbox -AllowReviewerAssociation:$isForReviewer
        try {
            $null = New-BitbucketConnection -Name MyConnection, OtherConnection -Tag @{ team = 'web' } -WarningAction SilentlyContinue
            Complete-BitbucketSandboxConnection -Name MyConnection
            $null = New-BitbucketPipeline -Name MyPipeline -ConnectionName MyConnection -Repository my-workspace/my-repo -Branch main `
                -RoleArn $sandbox.ServiceRoleArn -ArtifactBucket $sandbox.ArtifactBucket -BuildProject $sandbox.BuildProject
            if ($isForReviewer) {
                $null = New-BitbucketReviewerAssociation -Repository my-workspace/my-repo -ConnectionName MyConnection -WarningAction SilentlyContinue |
                    Wait-BitbucketReviewerAssociation -PollIntervalSeconds 1
            }

            if ($Cmdlet -eq 'Start-BitbucketSandbox') {
                Stop-BitbucketSandbox
            }

            $text = & {
                $ErrorActionPreference = 'Stop'
                $WarningPreference = 'SilentlyContinue'
                . ([scriptblock]::Create($Code))
            } | Out-String -Width 80
            if ($Output) {
                # Ids and dates differ. The heading of a table, or the only line, is the same.
                $heading = $Output.Where({ $_ -notlike 'WARNING*' })[0]
                $text -split '\r?\n' | ForEach-Object -MemberName TrimEnd | Should -Contain $heading
            }
        }
        finally {
            Stop-BitbucketSandbox
        }
    }
}

Describe 'About topics' {
    It '<_> exists, with a short description, in 80 columns' -ForEach @(
        'about_BitbucketConnections', 'about_BitbucketConnections_Authentication', 'about_BitbucketConnections_Errors'
        'about_BitbucketConnections_Isolation', 'about_BitbucketConnections_Sandbox'
    ) {
        $path = "$moduleFolder/en-US/$_.help.txt"
        $lines = Get-Content -LiteralPath $path
        $lines | Should -Contain 'SHORT DESCRIPTION'
        $lines.Where({ $_.Length -gt 80 }) | Should -BeNullOrEmpty
        Get-Help -Name $_ | Out-String | Should -Match $_
    }
}
