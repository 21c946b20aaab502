using System;
using System.IO;
using System.Linq;
using BitbucketConnections.Engine.Regions;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests every combination of Region sources against the order in about_BitbucketConnections_Authentication.</summary>
[Collection("environment")]
public sealed class RegionResolverTests : IDisposable
{
    // In order of precedence. Each source has a different Region.
    private static readonly (string Place, string Region)[] s_order =
    [
        ("-Region", "us-east-1"), ("input", "us-east-2"), ("$StoredAWSRegion", "us-west-1"), ("AWS_REGION", "us-west-2"),
        ("AWS_DEFAULT_REGION", "eu-west-1"), ("profile", "eu-west-2"), ("connection", "eu-west-3"),
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("bbc-test-").FullName;

    /// <summary>How a profile becomes the active profile.</summary>
    public enum Named
    {
        /// <summary>By <c>-ProfileName</c>.</summary>
        ByParameter,

        /// <summary>By <c>AWS_PROFILE</c>.</summary>
        ByVariable,

        /// <summary>By its name, <c>default</c>.</summary>
        ByDefault,
    }

    public static TheoryData<Named, string> Combinations
    {
        get
        {
            var data = new TheoryData<Named, string>();
            foreach (var named in Enum.GetValues<Named>())
            {
                for (var mask = 0; mask < 1 << s_order.Length; mask++)
                {
                    data.Add(named, string.Join(" ", s_order.Where((_, i) => (mask & (1 << i)) != 0).Select(p => p.Place)));
                }
            }

            return data;
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Combinations))]
    public void The_first_source_that_has_a_Region_is_used(Named named, string places)
    {
        var set = places.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet();
        var name = named == Named.ByDefault ? "default" : "mine";
        var file = Path.Combine(_folder, "credentials");
        File.WriteAllText(file, $"[{name}]\naws_access_key_id = A\naws_secret_access_key = s\n" + (Of("profile") is { } region ? $"region = {region}\n" : string.Empty));
        using var environment = new EnvironmentScope(
            ("AWS_SHARED_CREDENTIALS_FILE", file), ("AWS_PROFILE", named == Named.ByVariable ? name : null), ("AWS_REGION", Of("AWS_REGION")), ("AWS_DEFAULT_REGION", Of("AWS_DEFAULT_REGION")));
        var settings = new SessionSettings
        {
            Region = Of("-Region"),
            InputRegion = Of("input"),
            DefaultRegion = Of("$StoredAWSRegion"),
            FallbackRegion = Of("connection"),
            ProfileName = named == Named.ByParameter ? name : null,
        };

        if (set.Count == 0)
        {
            Assert.Equal(ServiceErrorKind.RegionNotFound, Assert.Throws<ServiceException>(() => RegionResolver.Resolve(settings)).Kind);
            return;
        }

        Assert.Equal(s_order.First(place => set.Contains(place.Place)).Region, RegionResolver.Resolve(settings));
        Assert.Equal(RegionResolver.Resolve(settings), new AwsEngine().Open(settings, new RecordingSink()).Region);

        string? Of(string place) => set.Contains(place) ? s_order.Single(p => p.Place == place).Region : null;
    }

    [Fact]
    public void An_empty_string_is_not_a_Region()
    {
        using var environment = new EnvironmentScope(("AWS_REGION", string.Empty), ("AWS_DEFAULT_REGION", "eu-west-1"));

        Assert.Equal("eu-west-1", RegionResolver.Resolve(new SessionSettings { Region = string.Empty, InputRegion = string.Empty, DefaultRegion = string.Empty }));
    }

    [Fact]
    public void A_specified_profile_that_does_not_exist_is_an_error_before_the_Region_of_the_connection_is_used()
    {
        using var environment = new EnvironmentScope();

        var thrown = Assert.Throws<ServiceException>(() => RegionResolver.Resolve(new SessionSettings { ProfileName = "nope", FallbackRegion = "us-east-1" }));

        Assert.Equal(ServiceErrorKind.ProfileInvalid, thrown.Kind);
    }

    [Theory]
    [InlineData("-Region")]
    [InlineData("the Region of the ARN or object")]
    [InlineData("$StoredAWSRegion")]
    [InlineData("AWS_REGION")]
    [InlineData("the Region of the connection")]
    public void An_invalid_Region_is_rejected_with_its_source(string place)
    {
        using var environment = new EnvironmentScope(("AWS_REGION", place == "AWS_REGION" ? "us-east" : null));
        var settings = new SessionSettings
        {
            Region = place == "-Region" ? "us-east" : null,
            InputRegion = place == "the Region of the ARN or object" ? "us-east" : null,
            DefaultRegion = place == "$StoredAWSRegion" ? "us-east" : null,
            FallbackRegion = place == "the Region of the connection" ? "us-east" : null,
        };

        var thrown = Assert.Throws<ServiceException>(() => RegionResolver.Resolve(settings));

        Assert.Equal("InvalidRegion", thrown.Condition);
        Assert.Contains($"({place})", thrown.Message, StringComparison.Ordinal);
    }
}
