#Requires -Version 7.4
# Creates an empty binary module, and an empty cmdlet with the parameters of another.
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# The name of a type in C#. Types of modules are written as object.
function Get-TypeName {
    param([type] $Type)
    $nullable = [Nullable]::GetUnderlyingType($Type)
    if ($nullable) {
        "$(Get-TypeName -Type $nullable)?"
    }
    elseif ($Type.IsArray) {
        "$(Get-TypeName -Type $Type.GetElementType())[]"
    }
    elseif ($Type.IsPublic -and -not $Type.IsGenericType -and $Type.Namespace -match '^System(\.Management\.Automation)?$') {
        "global::$($Type.FullName)"
    }
    else {
        'object'
    }
}

function Get-ParameterAttribute {
    param([Management.Automation.ParameterMetadata] $Parameter)
    foreach ($set in $Parameter.ParameterSets.GetEnumerator()) {
        $settings = @(
            "ParameterSetName = `"$($set.Key)`""
            foreach ($name in 'IsMandatory', 'ValueFromPipeline', 'ValueFromPipelineByPropertyName') {
                if ($set.Value.$name) {
                    "$($name -replace '^Is') = true"
                }
            }

            if ($set.Value.Position -ge 0) {
                "Position = $($set.Value.Position)"
            }
        )
        "[Parameter($($settings -join ', '))]"
    }
}

# The source of a cmdlet that does nothing, with the parameters and parameter sets of Command.
function Get-EmptyCmdletSource {
    param([Management.Automation.CmdletInfo] $Command)
    $common = [Management.Automation.PSCmdlet]::CommonParameters + [Management.Automation.PSCmdlet]::OptionalCommonParameters
    $members = foreach ($parameter in $Command.Parameters.Values.Where({ $_.Name -notin $common })) {
        "    $((Get-ParameterAttribute -Parameter $parameter) -join ' ') public $(Get-TypeName -Type $parameter.ParameterType) $($parameter.Name) { get; set; }"
    }
    $set = $Command.DefaultParameterSet ? ", DefaultParameterSetName = `"$($Command.DefaultParameterSet)`"" : ''
    "[Cmdlet(`"Get`", `"NothingOfMany`"$set)]`npublic sealed class GetNothingOfManyCommand : PSCmdlet`n{`n$($members -join "`n")`n}"
}

# Creates EmptyModule in Folder, with Get-Nothing and, like Command, Get-NothingOfMany. Returns the path of its manifest.
function New-EmptyModule {
    param([string] $Folder, [Management.Automation.CmdletInfo] $Command)
    $module = Join-Path -Path $Folder -ChildPath 'EmptyModule'
    $null = New-Item -ItemType Directory -Path $module -Force
    $many = $Command ? (Get-EmptyCmdletSource -Command $Command) : ''
    Add-Type -OutputAssembly "$module/EmptyModule.dll" -TypeDefinition @"
using System.Management.Automation;
[Cmdlet("Get", "Nothing")]
public sealed class GetNothingCommand : PSCmdlet { }
$many
"@
    $names = @('Get-Nothing') + @($Command ? 'Get-NothingOfMany' : @())
    New-ModuleManifest -Path "$module/EmptyModule.psd1" -RootModule EmptyModule.dll -CmdletsToExport $names -FunctionsToExport @() -AliasesToExport @() -VariablesToExport @()
    "$module/EmptyModule.psd1"
}

Export-ModuleMember -Function New-EmptyModule
