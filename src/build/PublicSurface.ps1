#Requires -Version 7.4
<#
.SYNOPSIS
Lists the public surface that users' scripts use, one line each: cmdlets, parameters with their types and aliases, output properties, and error ids.

.DESCRIPTION
tests/Module/PublicSurface.txt contains the list, and a test compares it. To write it again after an intended change:
dotnet pwsh ./build.ps1 Package; dotnet pwsh src/build/PublicSurface.ps1 -Update
#>
[CmdletBinding()]
[OutputType([string])]
param(
    # The folder of the packed module.
    [string] $ModulePath = (Join-Path -Path $PSScriptRoot -ChildPath '../../artifacts/module/BitbucketConnections'),

    # The folder of the sources whose error ids are listed.
    [string] $Root = (Join-Path -Path $PSScriptRoot -ChildPath '../..'),

    [switch] $Update
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$module = Import-Module -Name $ModulePath -PassThru
$common = [Management.Automation.PSCmdlet]::CommonParameters + [Management.Automation.PSCmdlet]::OptionalCommonParameters

$commands = $module.ExportedCommands.Values | Sort-Object -Property Name
$lines = @(
    foreach ($command in $commands) {
        if ($command.CommandType -eq 'Alias') {
            "alias $($command.Name) = $($command.Definition)"
            continue
        }

        "cmdlet $($command.Name)"
        foreach ($parameter in $command.Parameters.Values.Where({ $_.Name -notin $common })) {
            $aliases = ($parameter.Aliases | Sort-Object) -join ', '
            "parameter $($command.Name) -$($parameter.Name) [$($parameter.ParameterType)]$(if ($aliases) { " ($aliases)" })"
        }
    }

    # The output types of cmdlets, the exception of their errors, and the types of the properties.
    $seen = [Collections.Generic.HashSet[type]]::new()
    $open = [Collections.Generic.Queue[type]]::new()
    $commands.Where({ $_.CommandType -eq 'Cmdlet' }).OutputType.Type.Where({ $_ }).ForEach({ $open.Enqueue($_) })
    $open.Enqueue([BitbucketConnections.ServiceException])
    while ($open.Count) {
        $type = $open.Dequeue()
        $type.GetGenericArguments().ForEach({ $open.Enqueue($_) })
        if ($type.Namespace -notlike 'BitbucketConnections*' -or -not $seen.Add($type)) {
            continue
        }

        foreach ($property in $type.GetProperties().Where({ -not $_.GetIndexParameters() })) {
            "property $($type.Name).$($property.Name) [$($property.PropertyType)]"
            $open.Enqueue($property.PropertyType)
        }
    }

    # The page has the ids of the error table. The ids of input rules are in the code of the checks.
    foreach ($row in Get-Content -LiteralPath (Join-Path -Path $Root -ChildPath 'docs/errors.md')) {
        if ($row -match '^\| `?[^|]+\| (\w+) \| \w+ \|') {
            "error $($Matches[1])"
        }
    }

    Get-ChildItem -Path (Join-Path -Path $Root -ChildPath 'src') -Recurse -Filter *.cs | Where-Object -Property FullName -NotMatch '[\\/](bin|obj)[\\/]' | ForEach-Object {
        [regex]::Matches([IO.File]::ReadAllText($_.FullName), '\b(?:Finding\(\s*|(?:ErrorCode|Condition) = |WithMeaning\([^;]{0,80}?)"(\w+)"').ForEach({ $_.Groups[1].Value }).
            Where({ $_ -notlike '*Exception' }).ForEach({ "error $_" })
    }
) | Sort-Object -Unique -CaseSensitive

if ($Update) {
    Set-Content -LiteralPath (Join-Path -Path $Root -ChildPath 'tests/Module/PublicSurface.txt') -Value $lines
} else {
    $lines
}
