#Requires -Version 7.4
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeDiscovery {
    $root = (Resolve-Path -LiteralPath "$PSScriptRoot/../..").Path
    $phrases = Get-Content -LiteralPath "$root/src/build/phrases.txt" | Where-Object { $_ -and $_ -notlike '#*' } | ForEach-Object {
        $pattern, $instead = $_ -split "`t", 2
        @{ Pattern = $pattern; Instead = $instead }
    }
}

BeforeAll {
    $root = (Resolve-Path -LiteralPath "$PSScriptRoot/../..").Path

    # Sources, tests and pages, each as one line: a sentence can be wrapped anywhere, and a test's name is a sentence too.
    $texts = @{}
    $files = Get-ChildItem -LiteralPath "$root/src", "$root/tests", "$root/docs", "$root/.github" -Recurse -File -Include *.cs, *.ps1, *.psd1, *.md, *.ps1xml, *.yml, *.mjs -Force
    foreach ($file in @($files) + @(Get-Item -LiteralPath "$root/README.md", "$root/build.ps1", "$root/BitbucketConnections.psd1")) {
        $path = $file.FullName.Substring($root.Length + 1).Replace('\', '/')
        if ($path -notmatch '(^|/)(bin|obj|node_modules|Generated)/|\.g\.cs$|THIRD-PARTY|Phrases\.Tests') {
            $text = [IO.File]::ReadAllText($file.FullName)
            $texts[$path] = [regex]::Replace($text, '\s*\n\s*((///?|#)\s*)?', ' ').Replace('_', ' ')
        }
    }
}

Describe 'Plain English' {
    It 'has no <Pattern>; <Instead>' -ForEach $phrases {
        $found = foreach ($path in $texts.Keys | Sort-Object) {
            [regex]::Matches($texts[$path], $Pattern, 'IgnoreCase, CultureInvariant').ForEach({
                $start = [Math]::Max(0, $_.Index - 30)
                "${path}: …$($texts[$path].Substring($start, [Math]::Min($texts[$path].Length - $start, $_.Length + 60)))…"
            })
        }

        $found | Should -BeNullOrEmpty -Because "this phrase is not plain English; write: $Instead"
    }

    It 'finds a phrase that is wrapped over two comment lines, and one in a name' {
        [regex]::Replace("    /// It is not`n    /// taken.", '\s*\n\s*((///?|#)\s*)?', ' ') | Should -Match 'is not taken'
        'A_value_that_is_not_taken'.Replace('_', ' ') | Should -Match 'is not taken'
    }

    It 'reads the whole project' {
        $texts.Count | Should -BeGreaterThan 500
        $texts.Keys | Should -Contain 'src/BitbucketConnections.Engine/AwsEngine.cs'
        $texts.Keys | Should -Contain 'docs/en-US/New-BitbucketPipeline.md'
    }
}
