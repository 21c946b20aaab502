using System;
using System.Collections;
using System.IO;
using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Definitions;

namespace BitbucketConnections.Tests;

/// <summary>Objects that contain themselves, and files without an end, give an error of the module.</summary>
public sealed class ObjectLimitTests
{
    [Fact]
    public void A_hashtable_that_contains_itself_is_rejected_with_its_path()
    {
        var table = new Hashtable();
        table["again"] = new object[] { table };

        var thrown = Assert.Throws<ServiceException>(() => ConfigurationJson.Of(table));

        Assert.Equal("ValueTooLarge", thrown.Condition);
        Assert.StartsWith("The value is nested more than 32 levels deep or contains itself, at 'again[0].again[0].again…'.", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_whose_parts_occur_many_times_is_rejected()
    {
        object value = "x";
        for (var i = 0; i < 20; i++)
        {
            value = new[] { value, value };
        }

        Assert.Equal("ValueTooLarge", Assert.Throws<ServiceException>(() => ConfigurationJson.Of(value)).Condition);
    }

    [Fact]
    public void A_stage_that_contains_itself_is_rejected()
    {
        var stage = new Hashtable { ["name"] = "Build" };
        stage["actions"] = stage;

        Assert.Throws<ArgumentTransformationMetadataException>(() => PartReader.Stage(stage));
    }

    [Fact]
    public void An_empty_list_is_not_a_condition()
    {
        Assert.Null(new ConditionTransformationAttribute().Transform(null!, Array.Empty<object>()));
        Assert.Equal(
            "The member 'beforeEntry' of a stage is required.",
            Assert.Throws<ArgumentTransformationMetadataException>(() => PartReader.Stage(new Hashtable { ["name"] = "Build", ["actions"] = Array.Empty<object>(), ["beforeEntry"] = Array.Empty<object>() })).Message);
    }

    [Fact]
    public void A_file_of_more_than_8_MB_is_rejected()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, new string(' ', (8 * 1024 * 1024) + 1));

            var thrown = Assert.Throws<ServiceException>(() => DefinitionFile.Read(path));

            Assert.Equal("DefinitionFileUnreadable", thrown.Condition);
            Assert.Contains("has more than 8 MB", thrown.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
