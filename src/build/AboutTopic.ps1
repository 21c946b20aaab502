#Requires -Version 7.4
<#
.SYNOPSIS
Converts about_*.md to the about_*.help.txt that Get-Help shows, as plain text with 80 columns.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Source,

    [Parameter(Mandatory)]
    [string] $Destination
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$item = '^(- |\d+\. )'
$text = [Collections.Generic.List[string]]::new()
$help = [MarkdownHelp]::new($Source)

# Wraps a paragraph at spaces. Indents the next lines to the text of a list item.
function Add-WrappedText {
    param([string] $Paragraph)
    $hanging = $Paragraph -match $item ? ' ' * $Matches[1].Length : ''
    $text.AddRange([MarkdownHelp]::Wrap($Paragraph, '    ', "    $hanging"))
}

function Add-Body {
    param([Collections.Generic.IEnumerable[string]] $Lines)
    $pending = [Collections.Generic.List[string]]::new()
    $isCode = $false
    foreach ($line in @($Lines) + '```end') {
        if (-not $line.StartsWith('```')) {
            if ($isCode) {
                $text.Add("    $line".TrimEnd())
            }
            elseif ($line -match '^### (.+)$') {
                Add-Paragraphs -Lines $pending
                $pending.Clear()
                $text.Add("  $($Matches[1])")
            }
            else {
                $pending.Add($line)
            }

            continue
        }

        Add-Paragraphs -Lines $pending
        $pending.Clear()
        if ($isCode) {
            $text.Add('')
        }

        $isCode = -not $isCode
    }
}

function Add-Paragraphs {
    param([Collections.Generic.IEnumerable[string]] $Lines)
    $paragraphs = [MarkdownHelp]::Paragraphs($Lines)
    for ($index = 0; $index -lt $paragraphs.Count; $index++) {
        Add-WrappedText -Paragraph $paragraphs[$index]
        $isInList = $paragraphs[$index] -match $item -and $index + 1 -lt $paragraphs.Count -and $paragraphs[$index + 1] -match $item
        if (-not $isInList) {
            $text.Add('')
        }
    }
}

$text.AddRange([string[]] @('TOPIC', "    $([IO.Path]::GetFileNameWithoutExtension($Source))", ''))
foreach ($section in $help.Sections.Where({ $_.Title })) {
    $text.Add($section.Title.ToUpperInvariant())
    Add-Body -Lines $section.Lines
}

$tooLong = $text.Where({ $_.Length -gt [MarkdownHelp]::Width -and $_ -notmatch 'https?://' })
if ($tooLong.Count -gt 0) {
    throw "$Source has code wider than $([MarkdownHelp]::Width - 4) columns: $($tooLong[0].Trim())"
}

[IO.File]::WriteAllText($Destination, ($text -join "`n").TrimEnd() + "`n", [Text.UTF8Encoding]::new($false))
