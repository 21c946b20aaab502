#Requires -Version 7.4
<#
.SYNOPSIS
Checks the scripts of the repository for code that must not be in scripts that other people read and run.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $RepositoryRoot
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# Commands whose single positional argument is easy to read.
$positionalByHabit = 'ForEach-Object', 'Where-Object'
# What tests must not contain, also not in the scripts of their child processes, and what to use instead. The helpers and the benchmarks can.
$waits = [ordered] @{
    'Start-Sleep|Thread\]::Sleep|Tasks\.Task\]::Delay'    = 'a fixed wait: wait for an event, as the functions in tests/Module/Wait.ps1 do'
    'Diagnostics\.Stopwatch\]|Measure-Command|TickCount' = 'a measured time: count calls, or use Measure-Stop of tests/Module/Support.ps1'
    'Net\.HttpListener\]::new'                          = 'a port that another process can take first: use Start-HttpListener of tests/Module/Support.ps1'
}
$mayWait = 'tests/Module/Support.ps1', 'tests/Module/Wait.ps1', 'tests/Benchmarks/*', 'tests/Reliability/*'
$findings = [Collections.Generic.List[string]]::new()
$known = @{}

# The command of each name in a new session. Each name is resolved once, because this searches the modules on the disk.
function Get-KnownCommand {
    param([string] $Name)
    if (-not $known.ContainsKey($Name)) {
        $escaped = [WildcardPattern]::Escape($Name)
        $known[$Name] = @{
            IsAlias = $null -ne (Get-Alias -Name $escaped -ErrorAction Ignore)
            Cmdlet  = Get-Command -Name $escaped -CommandType Cmdlet -ErrorAction Ignore
        }
    }

    $known[$Name]
}

function Add-Finding {
    param([IO.FileInfo] $File, [Management.Automation.Language.IScriptExtent] $Extent, [string] $Text)
    $path = [IO.Path]::GetRelativePath($RepositoryRoot, $File.FullName)
    $findings.Add("${path}:$($Extent.StartLineNumber): $Text")
}

# Determines whether an argument is positional, without the name of its parameter.
function Test-PositionalArgument {
    param([Management.Automation.Language.CommandAst] $Command, [Management.Automation.CommandInfo] $Info, [int] $Index)
    $before = $Command.CommandElements[$Index - 1]
    if ($Index -eq 1 -or $before -isnot [Management.Automation.Language.CommandParameterAst] -or $null -ne $before.Argument) {
        return $true
    }

    $parameter = $Info.Parameters.Values.Where({ $_.Name -eq $before.ParameterName -or $_.Aliases -contains $before.ParameterName })
    return $parameter.Count -eq 1 -and $parameter[0].SwitchParameter
}

function Test-Command {
    param([IO.FileInfo] $File, [Management.Automation.Language.CommandAst] $Command)
    $name = $Command.GetCommandName()
    if (-not $name) {
        return
    }

    $meaning = Get-KnownCommand -Name $name
    if ($meaning.IsAlias) {
        Add-Finding -File $File -Extent $Command.Extent -Text "alias '$name'"
    }

    if ($name -eq 'Invoke-Expression') {
        Add-Finding -File $File -Extent $Command.Extent -Text 'Invoke-Expression'
    }

    if ($name -eq 'Write-Host' -and $File.DirectoryName -ne $PSScriptRoot) {
        Add-Finding -File $File -Extent $Command.Extent -Text 'Write-Host outside the build'
    }

    $info = $meaning.Cmdlet
    if ($null -eq $info -or $name -in $positionalByHabit) {
        return
    }

    for ($index = 1; $index -lt $Command.CommandElements.Count; $index++) {
        $element = $Command.CommandElements[$index]
        $isSplat = $element -is [Management.Automation.Language.VariableExpressionAst] -and $element.Splatted
        if ($element -isnot [Management.Automation.Language.CommandParameterAst] -and -not $isSplat -and
            (Test-PositionalArgument -Command $Command -Info $info -Index $index)) {
            Add-Finding -File $File -Extent $element.Extent -Text "positional argument of $name"
        }
    }
}

function Test-Parameter {
    param([IO.FileInfo] $File, [Management.Automation.Language.ParameterAst] $Parameter)
    if ($Parameter.Name.VariablePath.UserPath -match 'password|secret' -and $Parameter.StaticType -eq [string]) {
        Add-Finding -File $File -Extent $Parameter.Extent -Text "secret '$($Parameter.Name)' as plain text"
    }
}

function Test-Wait {
    param([IO.FileInfo] $File)
    $path = [IO.Path]::GetRelativePath($RepositoryRoot, $File.FullName).Replace('\', '/')
    if ($path -notlike 'tests/*' -or $mayWait.Where({ $path -like $_ })) {
        return
    }

    foreach ($pattern in $waits.Keys) {
        foreach ($match in Select-String -LiteralPath $File.FullName -Pattern $pattern) {
            $findings.Add("${path}:$($match.LineNumber): '$($match.Matches[0].Value)' is $($waits[$pattern])")
        }
    }
}

$folders = 'src', 'tests', 'docs' | ForEach-Object { Join-Path -Path $RepositoryRoot -ChildPath $_ }
$files = @(Get-ChildItem -LiteralPath $RepositoryRoot -File) + @(Get-ChildItem -LiteralPath $folders -Recurse -File) |
    Where-Object { $_.Extension -in '.ps1', '.psm1', '.psd1' -and $_.FullName -notmatch '[\\/](bin|obj|node_modules)[\\/]' }

foreach ($file in $files) {
    $tokens = $errors = $null
    $ast = [Management.Automation.Language.Parser]::ParseFile($file.FullName, [ref] $tokens, [ref] $errors)
    # The parser does not know classes of other files.
    foreach ($parseError in $errors.Where({ $_.ErrorId -ne 'TypeNotFound' })) {
        Add-Finding -File $file -Extent $parseError.Extent -Text $parseError.Message
    }

    if ($file.Extension -eq '.ps1') {
        $text = $ast.Extent.Text
        Test-Wait -File $file
        foreach ($wanted in '#Requires -Version', 'Set-StrictMode -Version', "`$ErrorActionPreference = 'Stop'") {
            if (-not $text.Contains($wanted)) {
                Add-Finding -File $file -Extent $ast.Extent -Text "no '$wanted'"
            }
        }
    }

    foreach ($command in $ast.FindAll({ param($node) $node -is [Management.Automation.Language.CommandAst] }, $true)) {
        Test-Command -File $file -Command $command
    }

    foreach ($parameter in $ast.FindAll({ param($node) $node -is [Management.Automation.Language.ParameterAst] }, $true)) {
        Test-Parameter -File $file -Parameter $parameter
    }

    if ($file.Extension -eq '.psd1' -and $ast.Extent.Text -match "(?m)^\s*\w+ToExport\s*=\s*['`"]\*") {
        Add-Finding -File $file -Extent $ast.Extent -Text 'wildcard export'
    }
}

if ($findings.Count -gt 0) {
    throw "The scripts have findings:`n- $($findings -join "`n- ")"
}
