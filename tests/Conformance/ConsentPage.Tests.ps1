#Requires -Version 7.4
# The page that completes a connection, in a real browser.
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

BeforeDiscovery {
    $chromium = @('/usr/bin/chromium', 'chromium', 'chromium-browser', 'google-chrome').Where({ Get-Command -Name $_ -CommandType Application -ErrorAction Ignore })[0]
    $missing = @(
        if (-not $chromium) { 'Chromium is not installed' }
        if (-not (Test-Path -LiteralPath "$PSScriptRoot/node_modules/playwright-core")) { 'the packages of tests/Conformance/package-lock.json are not installed (npm ci)' }
    ) -join '; '
    $journeys = foreach ($theme in 'light', 'dark') {
        @{ Theme = $theme; Journey = 'new'; Missing = $missing; Chromium = $chromium; Steps = 'Connect to Bitbucket', '1. Choose an app installation', '2. Grant access', '3. Complete the connection', 'Connection complete'; Status = 'AVAILABLE' }
        @{ Theme = $theme; Journey = 'cancel'; Missing = $missing; Chromium = $chromium; Steps = 'Connect to Bitbucket', '1. Choose an app installation', '2. Grant access', 'Connect to Bitbucket'; Status = 'PENDING' }
    }
}

BeforeAll {
    . "$PSScriptRoot/../Module/Support.ps1"
    Import-Module -Name BitbucketConnections
    $null = Start-BitbucketSandbox
    # Stays after the run, to be looked at.
    $folder = Join-Path -Path $repositoryRoot -ChildPath 'artifacts/consent-page'
    $null = New-Item -ItemType Directory -Path $folder -Force
}

AfterAll {
    Stop-BitbucketSandbox
}

Describe 'The page of a pending connection' {
    It 'works with the keyboard alone in the <Theme> theme: <Journey>' -ForEach $journeys {
        if ($Missing) {
            Set-ItResult -Skipped -Because $Missing
            return
        }

        Reset-BitbucketSandbox
        $connection = New-BitbucketConnection -Name "My <$Theme> connection" -WarningAction SilentlyContinue
        $env:CHROMIUM = $Chromium
        $output = @(& node "$PSScriptRoot/consent-page.mjs" $connection.ConsoleUrl $folder $Theme $Journey 2>&1)
        $LASTEXITCODE | Should -Be 0 -Because ($output -join "`n")
        $result = $output[-1] | ConvertFrom-Json

        $result.problems | Should -BeNullOrEmpty
        $result.steps.heading | Should -Be $Steps
        (Get-BitbucketConnection -Name "My <$Theme> connection").Status | Should -Be $Status
        $result.steps[0].text | Should -Match ([regex]::Escape("My <$Theme> connection"))
        $result.steps.ForEach({ $_.text -match 'Sandbox\.' }) | Should -Not -Contain $false
        # WCAG AA.
        $result.steps.Where({ $_.least -lt 4.5 }).ForEach({ "$($_.heading): '$($_.leastText)' has $($_.least)" }) | Should -BeNullOrEmpty
        $result.steps.Where({ $_.width -gt 900 }) | Should -BeNullOrEmpty
        if ($Journey -eq 'new') {
            $result.steps[3].text | Should -Match ([regex]::Escape($connection.Arn.Split('/')[-1]))
            $result.steps[3].text | Should -Match 'a new one'
        }
    }
}
