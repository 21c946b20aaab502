#Requires -Version 7.4
# Writes the times of the first and the second call of BareClient in milliseconds.
param($Assembly, $Url, $Target, $Body)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Add-Type -Path $Assembly
$times = foreach ($call in 1..2) {
    $clock = [Diagnostics.Stopwatch]::StartNew()
    if ($call -eq 1) {
        $client = [BareClient]::new($Url, 'codestar-connections', $Target)
    }

    $null = $client.Call($Body)
    $clock.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)
}

$times -join ' '
