#Requires -Version 7.4
<#
.SYNOPSIS
Builds en-US/ of the module from docs/en-US. Fails if a cmdlet or parameter is not documented or misspelled.
Run it in a separate pwsh: it imports the built module, and a binary module can't be unloaded.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $RepositoryRoot
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

. "$PSScriptRoot/HelpMarkdown.ps1"
. "$PSScriptRoot/HelpMaml.ps1"

$source = Join-Path -Path $RepositoryRoot -ChildPath 'docs/en-US'
$target = Join-Path -Path $RepositoryRoot -ChildPath 'en-US'
Remove-Item -LiteralPath $target -Recurse -Force -ErrorAction Ignore
$null = New-Item -ItemType Directory -Path $target -Force

$problems = [Collections.Generic.List[string]]::new()
$module = Import-Module -Name "$RepositoryRoot/BitbucketConnections.psd1" -PassThru
$cmdlets = $module.ExportedCmdlets.Values | Sort-Object -Property Name

# The common parameters of cmdlets that call AWS are described once.
$sharedTexts = @{}
foreach ($part in [MarkdownHelp]::new("$source/shared/AwsParameters.md").Parts('PARAMETERS')) {
    $sharedTexts[$part.Title.TrimStart('-')] = [MarkdownHelp]::Paragraphs($part.Lines)
}

$writer = [MamlWriter]::new("$target/BitbucketConnections.dll-Help.xml")
try {
    foreach ($cmdlet in $cmdlets) {
        $path = "$source/$($cmdlet.Name).md"
        if (-not (Test-Path -LiteralPath $path)) {
            $problems.Add("$($cmdlet.Name) has no docs/en-US/$($cmdlet.Name).md")
            continue
        }

        $help = [MarkdownHelp]::new($path)
        foreach ($title in 'SYNOPSIS', 'DESCRIPTION', 'EXAMPLES', 'PARAMETERS', 'INPUTS', 'OUTPUTS', 'RELATED LINKS') {
            if ($null -eq $help.Section($title)) {
                $problems.Add("$($cmdlet.Name).md has no '## $title'")
            }
        }

        $texts = @{}
        foreach ($part in $help.Parts('PARAMETERS').Where({ $_.Title.StartsWith('-') })) {
            $texts[$part.Title.TrimStart('-')] = [MarkdownHelp]::Paragraphs($part.Lines)
        }

        $actual = @($writer.OwnParameters($cmdlet.Parameters.Values).ForEach({ $_.Name }))
        foreach ($name in $texts.Keys.Where({ $_ -cnotin $actual })) {
            $problems.Add("$($cmdlet.Name).md describes -$name, which the cmdlet does not have")
        }

        foreach ($name in $actual) {
            if (-not $texts[$name] -and $sharedTexts[$name]) {
                $texts[$name] = $sharedTexts[$name]
            }

            if (-not $texts[$name]) {
                $problems.Add("$($cmdlet.Name).md does not describe -$name")
            }
        }

        if ($problems.Count -eq 0) {
            $writer.WriteCommand($cmdlet, $help, $texts)
        }
    }
}
finally {
    $writer.Close()
}

foreach ($file in Get-ChildItem -Path "$source/*-*.md") {
    if ($file.BaseName -notin $cmdlets.Name) {
        $problems.Add("docs/en-US/$($file.Name) describes a cmdlet that the module does not have")
    }
}

foreach ($file in Get-ChildItem -Path "$source/about_*.md") {
    & "$PSScriptRoot/AboutTopic.ps1" -Source $file.FullName -Destination "$target/$($file.BaseName).help.txt"
}

# The page and the list of ids come from the table that the module uses.
$table = $cmdlets[0].ImplementingType.Assembly.GetType('BitbucketConnections.Errors.ErrorTable', $true)
$page = $table.GetMethod('ToMarkdown').Invoke($null, @())
[IO.File]::WriteAllText("$RepositoryRoot/docs/errors.md", $page, [Text.UTF8Encoding]::new($false))

$rows = foreach ($line in $page -split '\n' | Where-Object { $_ -match '^\| .+ \|$' -and $_ -notmatch '^\| (AWS code|condition) ' }) {
    $cells = $line.Trim('|', ' ') -split ' \| '
    [pscustomobject] @{ Id = $cells[1]; Category = $cells[2]; Advice = $cells[4] }
}

$ids = foreach ($group in $rows | Sort-Object -Property Id -Unique) {
    "    $($group.Id)", "        $($group.Category)"
}

$failures = foreach ($line in $cmdlets[0].ImplementingType.Assembly.GetType('BitbucketConnections.Errors.ActionFailurePage', $true).GetMethod('ToLines').Invoke($null, @())) {
    $indentation = ' ' * ($line.Length - $line.TrimStart().Length)
    [MarkdownHelp]::Wrap($line.Trim(), $indentation, $indentation)
}

Add-Content -LiteralPath "$target/about_BitbucketConnections_Errors.help.txt" -Value (@('', 'ERROR IDS') + $ids + @('', 'FAILED ACTIONS') + $failures)

if ($problems.Count -gt 0) {
    Remove-Item -LiteralPath "$target/BitbucketConnections.dll-Help.xml"
    throw "The help is incomplete:`n- $($problems -join "`n- ")"
}
