using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Definitions;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands;

/// <content>Parameters of tests in Device Farm.</content>
public sealed partial class NewBitbucketPipelineActionCommand
{
    /// <summary>Gets or sets the id of the Device Farm project.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.DeviceFarm, Mandatory = true, HelpMessage = "The id of the Device Farm project")]
    [ValidateNotEmpty]
    [ConfigurationKey("ProjectId")]
    [CompletesNothing]
    public string? DeviceFarmProject { get; set; }

    /// <summary>Gets or sets the ARN of the device pool.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.DeviceFarm, Mandatory = true, HelpMessage = "The ARN of the device pool")]
    [ValidateNotEmpty]
    [ConfigurationKey("DevicePoolArn")]
    [CompletesNothing]
    public string? DevicePoolArn { get; set; }

    /// <summary>Gets or sets the type of the app.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.DeviceFarm, Mandatory = true, HelpMessage = "iOS, Android or Web")]
    [ValidateNotEmpty]
    [ValidateSet("iOS", "Android", "Web")]
    [ConfigurationKey("AppType")]
    public string? AppType { get; set; }

    /// <summary>Gets or sets the test framework.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.DeviceFarm, Mandatory = true, HelpMessage = "The test framework")]
    [ValidateNotEmpty]
    [ValidateSet(
        "APPIUM_JAVA_JUNIT", "APPIUM_JAVA_TESTNG", "APPIUM_NODE", "APPIUM_RUBY", "APPIUM_PYTHON", "APPIUM_WEB_JAVA_JUNIT", "APPIUM_WEB_JAVA_TESTNG",
        "APPIUM_WEB_NODE", "APPIUM_WEB_RUBY", "APPIUM_WEB_PYTHON", "BUILTIN_FUZZ", "INSTRUMENTATION", "XCTEST", "XCTEST_UI")]
    [ConfigurationKey("TestType")]
    public string? TestType { get; set; }

    /// <summary>Gets or sets the file of the app in the input artifact.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.DeviceFarm)]
    [ValidateNotEmpty("Omit -App to leave it out of the action.")]
    [ConfigurationKey("App")]
    [CompletesNothing]
    public string? App { get; set; }

    /// <summary>Gets or sets the file of the tests in the input artifact.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.DeviceFarm)]
    [ValidateNotEmpty("Omit -Test to leave it out of the action.")]
    [ConfigurationKey("Test")]
    [CompletesNothing]
    public string? Test { get; set; }

    /// <summary>Gets or sets the file of the test spec in the input artifact, for a custom environment.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.DeviceFarm)]
    [ValidateNotEmpty("Omit -TestSpec to leave it out of the action.")]
    [ConfigurationKey("TestSpec")]
    [CompletesNothing]
    public string? TestSpec { get; set; }

    /// <summary>Gets or sets the file with additional data in the input artifact.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.DeviceFarm)]
    [ValidateNotEmpty("Omit -AdditionalData to leave it out of the action.")]
    [ConfigurationKey("AdditionalData")]
    [CompletesNothing]
    public string? AdditionalData { get; set; }

    /// <summary>Gets or sets the number of events of a fuzz test.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.DeviceFarm)]
    [ValidateNotEmpty("Omit -FuzzEventCount to leave it out of the action.")]
    [ValidateRange(1, 10000)]
    [ConfigurationKey("FuzzEventCount")]
    [CompletesNothing]
    public int? FuzzEventCount { get; set; }

    /// <summary>Gets or sets the milliseconds between two events of a fuzz test.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.DeviceFarm)]
    [ValidateNotEmpty("Omit -FuzzEventThrottle to leave it out of the action.")]
    [ValidateRange(1, 1000)]
    [ConfigurationKey("FuzzEventThrottle")]
    [CompletesNothing]
    public int? FuzzEventThrottle { get; set; }

    /// <summary>Gets or sets the seed of a fuzz test.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.DeviceFarm)]
    [NumberTransformation]
    [ValidateNotEmpty("Omit -FuzzRandomizerSeed to leave it out of the action.")]
    [ConfigurationKey("FuzzRandomizerSeed")]
    [CompletesNothing]
    public int? FuzzRandomizerSeed { get; set; }

    /// <summary>Gets or sets the location of custom artifacts on the host.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.DeviceFarm)]
    [ValidateNotEmpty("Omit -CustomHostMachineArtifacts to leave it out of the action.")]
    [ConfigurationKey("CustomHostMachineArtifacts")]
    [CompletesNothing]
    public string? CustomHostMachineArtifacts { get; set; }

    /// <summary>Gets or sets the location of custom artifacts on the device.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.DeviceFarm)]
    [ValidateNotEmpty("Omit -CustomDeviceArtifacts to leave it out of the action.")]
    [ConfigurationKey("CustomDeviceArtifacts")]
    [CompletesNothing]
    public string? CustomDeviceArtifacts { get; set; }

    /// <summary>Gets or sets whether only unmetered devices are used.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.DeviceFarm)]
    [ConfigurationKey("UnmeteredDevicesOnly")]
    public SwitchParameter UnmeteredDevicesOnly { get; set; }

    /// <summary>Gets or sets the timeout of each device in minutes.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.DeviceFarm)]
    [ValidateNotEmpty("Omit -JobTimeoutMinutes to leave it out of the action.")]
    [ValidateRange(1, int.MaxValue)]
    [ConfigurationKey("JobTimeoutMinutes")]
    [CompletesNothing]
    public int? JobTimeoutMinutes { get; set; }

    /// <summary>Gets or sets the latitude of the device in degrees.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.DeviceFarm)]
    [NumberTransformation]
    [ValidateNotEmpty("Omit -Latitude to leave it out of the action.")]
    [ValidateRange(-90.0, 90.0)]
    [ConfigurationKey("Latitude")]
    [CompletesNothing]
    public double? Latitude { get; set; }

    /// <summary>Gets or sets the longitude of the device in degrees.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.DeviceFarm)]
    [NumberTransformation]
    [ValidateNotEmpty("Omit -Longitude to leave it out of the action.")]
    [ValidateRange(-180.0, 180.0)]
    [ConfigurationKey("Longitude")]
    [CompletesNothing]
    public double? Longitude { get; set; }

    /// <summary>Gets or sets whether Bluetooth is on at the start of the test.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.DeviceFarm)]
    [ConfigurationKey("RadioBluetoothEnabled")]
    public SwitchParameter RadioBluetoothEnabled { get; set; }

    /// <summary>Gets or sets whether GPS is on at the start of the test.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.DeviceFarm)]
    [ConfigurationKey("RadioGpsEnabled")]
    public SwitchParameter RadioGpsEnabled { get; set; }

    /// <summary>Gets or sets whether NFC is on at the start of the test.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.DeviceFarm)]
    [ConfigurationKey("RadioNfcEnabled")]
    public SwitchParameter RadioNfcEnabled { get; set; }

    /// <summary>Gets or sets whether Wi-Fi is on at the start of the test.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.DeviceFarm)]
    [ConfigurationKey("RadioWifiEnabled")]
    public SwitchParameter RadioWifiEnabled { get; set; }

    /// <summary>Gets or sets whether performance data is recorded.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.DeviceFarm)]
    [ConfigurationKey("RecordAppPerformanceData")]
    public SwitchParameter RecordAppPerformanceData { get; set; }

    /// <summary>Gets or sets whether a video is recorded.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.DeviceFarm)]
    [ConfigurationKey("RecordVideo")]
    public SwitchParameter RecordVideo { get; set; }
}
