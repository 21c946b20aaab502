#Requires -Version 7.4
# Reads the help's Markdown (platyPS 2 schema). It reads only the text, not types, parameter sets and positions.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# A heading with its text, in the order of the file.
class MarkdownSection {
    [string] $Title
    [Collections.Generic.List[string]] $Lines = [Collections.Generic.List[string]]::new()

    MarkdownSection([string] $title) {
        $this.Title = $title
    }
}

class MarkdownHelp {
    # The columns of the text that Get-Help shows.
    static [int] $Width = 80
    [string] $Path
    [hashtable] $FrontMatter = @{}
    [Collections.Generic.List[MarkdownSection]] $Sections = [Collections.Generic.List[MarkdownSection]]::new()

    MarkdownHelp([string] $path) {
        $this.Path = $path
        $lines = [IO.File]::ReadAllLines($path)
        $start = 0
        if ($lines.Count -gt 0 -and $lines[0] -eq '---') {
            for ($start = 1; $lines[$start] -ne '---'; $start++) {
                $key, $value = $lines[$start] -split ':\s*', 2
                $this.FrontMatter[$key.Trim()] = "$value".Trim().Trim("'")
            }

            $start++
        }

        $this.Sections.Add([MarkdownSection]::new(''))
        $isCode = $false
        foreach ($line in [Linq.Enumerable]::Skip[string]($lines, $start)) {
            $isCode = $isCode -xor $line.StartsWith('```')
            if (-not $isCode -and $line -match '^## (.+)$') {
                $this.Sections.Add([MarkdownSection]::new($Matches[1].Trim()))
            }
            else {
                $this.Sections[-1].Lines.Add($line)
            }
        }
    }

    # Finds the section with a title, or returns null.
    [MarkdownSection] Section([string] $title) {
        return $this.Sections.Find({ param($section) $section.Title -eq $title })
    }

    # Gets the subsections of a section.
    [MarkdownSection[]] Parts([string] $title) {
        $parts = [Collections.Generic.List[MarkdownSection]]::new()
        $section = $this.Section($title)
        if ($null -eq $section) {
            return $parts
        }

        $isCode = $false
        foreach ($line in $section.Lines) {
            $isCode = $isCode -xor $line.StartsWith('```')
            if (-not $isCode -and $line -match '^### (.+)$') {
                $parts.Add([MarkdownSection]::new($Matches[1].Trim()))
            }
            elseif ($parts.Count -gt 0) {
                $parts[-1].Lines.Add($line)
            }
        }

        return $parts
    }

    # Gets the paragraphs of a text, each in one line and without Markdown. Omits code.
    # Wraps text at spaces. The first line and the others have their own indentation.
    static [string[]] Wrap([string] $text, [string] $first, [string] $rest) {
        $lines = [Collections.Generic.List[string]]::new()
        $line = $first
        foreach ($word in $text -split ' ') {
            if ($line.Trim().Length -gt 0 -and $line.Length + 1 + $word.Length -gt [MarkdownHelp]::Width) {
                $lines.Add($line)
                $line = $rest
            }

            $line += $line.Trim().Length -gt 0 ? " $word" : $word
        }

        $lines.Add($line)
        return $lines
    }

    static [string[]] Paragraphs([Collections.Generic.IEnumerable[string]] $lines) {
        $paragraphs = [Collections.Generic.List[string]]::new()
        $current = [Text.StringBuilder]::new()
        $isCode = $false
        foreach ($line in @($lines) + '') {
            if ($line.StartsWith('```')) {
                $isCode = -not $isCode
                continue
            }

            if ($isCode) {
                continue
            }

            $isItem = $line -match '^\s*(- |\d+\. )'
            if (($line.Trim().Length -eq 0 -or $isItem) -and $current.Length -gt 0) {
                $paragraphs.Add([MarkdownHelp]::Plain($current.ToString()))
                $null = $current.Clear()
            }

            if ($line.Trim().Length -gt 0) {
                $null = $current.Append($current.Length -gt 0 ? ' ' : '').Append($line.Trim())
            }
        }

        return $paragraphs
    }

    # Gets the lines inside the code blocks of a text. Output follows its command after an empty line.
    static [string] Code([Collections.Generic.IEnumerable[string]] $lines) {
        $blocks = [Collections.Generic.List[string]]::new()
        $block = $null
        foreach ($line in $lines) {
            if (-not $line.StartsWith('```')) {
                if ($null -ne $block) {
                    $block.Add($line)
                }
            }
            elseif ($null -eq $block) {
                $block = [Collections.Generic.List[string]]::new()
            }
            else {
                $blocks.Add($block -join "`n")
                $block = $null
            }
        }

        return $blocks -join "`n`n"
    }

    # Gets the text as a console shows it.
    static [string] Plain([string] $text) {
        $text = $text -replace '\[([^\]]+)\]\((https?://[^)]+)\)', '$1 ($2)'
        $text = $text -replace '\[([^\]]+)\]\([^)]+\)', '$1'
        return $text -replace '\*\*([^*]+)\*\*', '$1' -replace '`([^`]+)`', '$1'
    }
}
