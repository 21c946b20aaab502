#Requires -Version 7.4
<#
.SYNOPSIS
The tasks of the build for Invoke-Build. build.ps1 in the root folder calls this script.

.PARAMETER Configuration
Debug or Release.

.PARAMETER ToolFolders
The folders of the packages of Tools.csproj, by 'name/version'.

.PARAMETER TestName
The test projects and files to run, with wildcards.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [ValidateSet('Debug', 'Release')]
    [string] $Configuration,

    [Parameter(Mandatory)]
    [hashtable] $ToolFolders,

    [string[]] $TestName = '*'
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$root = (Resolve-Path -Path "$PSScriptRoot/../..").Path
$manifest = Import-PowerShellDataFile -LiteralPath "$root/BitbucketConnections.psd1"
$artifacts = Join-Path -Path $root -ChildPath 'artifacts'
$moduleParent = Join-Path -Path $artifacts -ChildPath 'module'
$packedModule = Join-Path -Path $moduleParent -ChildPath "BitbucketConnections/$($manifest.ModuleVersion)"
$testResults = Join-Path -Path $artifacts -ChildPath 'test-results'
$raiseFloors = $false

# The PowerShell that runs this script. As a .NET tool it is pwsh.dll run by dotnet, not a separate program.
$pwsh = @([Environment]::ProcessPath)
if ((Split-Path -Path $pwsh[0] -LeafBase) -eq 'dotnet') {
    $pwsh += Join-Path -Path $PSHOME -ChildPath 'pwsh.dll'
}

function Invoke-ChildPwsh {
    param([string] $Script, [string[]] $Arguments)
    $program, [string[]] $first = $pwsh
    & $program @first -NoProfile -NonInteractive -File $Script @Arguments
    if ($LASTEXITCODE -ne 0) {
        throw "$(Split-Path -Path $Script -Leaf) ended with exit code $LASTEXITCODE."
    }
}

# Synopsis: compiles all projects; warnings are errors
task Compile {
    exec { dotnet build "$root/BitbucketConnections.sln" --configuration $Configuration --nologo --verbosity quiet -p:CopyLocalLockFileAssemblies=true }
}

# Synopsis: writes the module's files to the root of the checkout
task Stage Compile, {
    & "$PSScriptRoot/Stage.ps1" -RepositoryRoot $root -Configuration $Configuration
}

# Synopsis: builds the help from docs/en-US; fails if a parameter is not documented or misspelled
task Help Stage, {
    Invoke-ChildPwsh -Script "$PSScriptRoot/Help.ps1" -Arguments '-RepositoryRoot', $root
}

# Synopsis: compiles, and writes the module's files with their help
task Build Stage, Help

# Synopsis: compiles the engine to native code for common platforms
task Precompile Build, {
    & "$PSScriptRoot/Precompile.ps1" -RepositoryRoot $root
}

# Synopsis: writes the module's folder and its nupkg to artifacts/
task Package Precompile, {
    & "$PSScriptRoot/Package.ps1" -RepositoryRoot $root -ModuleFolder $packedModule -PackageFolder "$artifacts/package"
}

# Synopsis: checks the scripts of the repository
task Lint {
    # Use a separate session: in this one, aliases of Invoke-Build are defined.
    Invoke-ChildPwsh -Script "$PSScriptRoot/ScriptLint.ps1" -Arguments '-RepositoryRoot', $root
}

# Synopsis: installs the Node.js packages for the conformance tests, if Node.js is installed
task NodePackages {
    $folder = "$root/tests/Conformance"
    $installed = "$folder/node_modules/.package-lock.json"
    if (-not (Get-Command -Name npm -CommandType Application -ErrorAction Ignore)) {
        Write-Build Yellow 'Node.js is not installed: the tests that need it are skipped.'
    }
    elseif (-not (Test-Path -LiteralPath $installed) -or
        (Get-Item -LiteralPath $installed -Force).LastWriteTimeUtc -lt (Get-Item -LiteralPath "$folder/package-lock.json").LastWriteTimeUtc) {
        & npm ci --prefix $folder --ignore-scripts --no-audit --no-fund --loglevel=error
        if ($LASTEXITCODE -ne 0) {
            # Without a network, the tests that need the packages are skipped with a reason. In CI this fails the build.
            Write-Build Yellow "npm ended with exit code $LASTEXITCODE."
        }
    }
}

# Synopsis: builds, packs and runs every test
task Test Package, Lint, NodePackages, {
    $parameters = @{
        RepositoryRoot = $root
        ModulePath     = $moduleParent
        Configuration  = $Configuration
        ResultFolder   = $testResults
        ToolFolders    = $ToolFolders
        Pwsh           = $pwsh
        CoverageFolder = "$artifacts/coverage"
        Name           = $TestName
        RaiseFloors    = $raiseFloors
    }
    & "$PSScriptRoot/Test.ps1" @parameters
}

# Synopsis: runs every test, and raises the floors in tests/coverage-floors.txt
task Coverage { $script:raiseFloors = $true }, Test

# Synopsis: runs the guide's steps on the sandbox, with the packed module
task Demo Package, {
    Invoke-ChildPwsh -Script "$PSScriptRoot/Demo.ps1" -Arguments '-ModulePath', $moduleParent
}

# Synopsis: runs the measurements of docs/performance.md, and shows them with their goals
task Bench Package, {
    exec { dotnet build "$root/tests/Benchmarks/FleetEndpoint" --configuration $Configuration --nologo --verbosity quiet }
    $endpoint = "$root/tests/Benchmarks/FleetEndpoint/bin/$Configuration/net10.0/FleetEndpoint$($IsWindows ? '.exe' : '')"
    $results = "$artifacts/benchmarks"
    $benchmarks = 'ImportCost', 'FirstCall', 'WarmCall', 'Journey', 'Fleet', 'Throttling', 'Growth', 'Completion', 'State'
    foreach ($benchmark in $benchmarks.Where({ $name = $_; $TestName.Where({ $name -like $_ }) })) {
        Write-Build Cyan $benchmark
        Invoke-ChildPwsh -Script "$root/tests/Benchmarks/$benchmark.ps1" -Arguments '-ModulePath', $moduleParent, '-ResultFolder', $results, '-Endpoint', $endpoint
    }

    Invoke-ChildPwsh -Script "$root/tests/Benchmarks/Summary.ps1" -Arguments '-ResultFolder', $results, '-ResultFile', "$artifacts/benchmarks.json", '-Order', ($benchmarks -join ',')
}

# Synopsis: runs the checks of docs/reliability.md, and fails if a goal is not met
task Reliability Package, {
    $results = "$artifacts/reliability"
    $checks = 'Operations', 'Kills', 'Races', 'Fuzz', 'Stops', 'Memory', 'Sandboxes'
    foreach ($check in $checks.Where({ $name = $_; $TestName.Where({ $name -like $_ }) })) {
        Write-Build Cyan $check
        Invoke-ChildPwsh -Script "$root/tests/Reliability/$check.ps1" -Arguments '-ModulePath', $moduleParent, '-ResultFolder', $results
    }

    Invoke-ChildPwsh -Script "$root/tests/Reliability/Summary.ps1" -Arguments '-ResultFolder', $results, '-ResultFile', "$artifacts/reliability.json", '-Order', ($checks -join ',')
}

# Synopsis: copies the packed module into the user's module path
task Install Package, {
    $documents = $IsWindows ? (Join-Path -Path ([Environment]::GetFolderPath('MyDocuments')) -ChildPath 'PowerShell/Modules') :
        (Join-Path -Path ([Environment]::GetFolderPath('LocalApplicationData')) -ChildPath 'powershell/Modules')
    $target = Join-Path -Path $documents -ChildPath "BitbucketConnections/$($manifest.ModuleVersion)"
    remove $target
    $null = New-Item -ItemType Directory -Path (Split-Path -Path $target) -Force
    Copy-Item -LiteralPath $packedModule -Destination $target -Recurse
    Write-Build Green "Installed in $target"
}

# Synopsis: removes all build output
task Clean {
    remove "$root/lib", "$root/en-US", $artifacts
    foreach ($project in Get-ChildItem -Path "$root/src/*", "$root/src/build/*", "$root/tests/*" -Directory) {
        remove "$project/bin", "$project/obj"
    }
}
