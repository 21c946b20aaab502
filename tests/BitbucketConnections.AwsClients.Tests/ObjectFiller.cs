using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Amazon.Runtime;

namespace BitbucketConnections.AwsClients.Tests;

/// <summary>Fills every member of a message, and checks that every member was received.</summary>
internal static class ObjectFiller
{
    public static object Fill(Type type)
    {
        var nullable = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
        {
            return "text";
        }

        if (nullable == typeof(int) || nullable == typeof(long))
        {
            return Convert.ChangeType(7, nullable, null);
        }

        if (nullable == typeof(bool))
        {
            return true;
        }

        if (nullable == typeof(DateTime))
        {
            return DateTime.UnixEpoch.AddTicks(1501626591112L * TimeSpan.TicksPerMillisecond);
        }

        if (typeof(ConstantClass).IsAssignableFrom(type))
        {
            return type.GetFields(BindingFlags.Public | BindingFlags.Static).First(f => f.FieldType == type).GetValue(null)!;
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>))
        {
            var list = (System.Collections.IList)Activator.CreateInstance(type)!;
            list.Add(Fill(type.GetGenericArguments()[0]));
            return list;
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Dictionary<,>))
        {
            var map = (System.Collections.IDictionary)Activator.CreateInstance(type)!;
            map.Add("key1", Fill(type.GetGenericArguments()[1]));
            return map;
        }

        var value = Activator.CreateInstance(type)!;
        foreach (var property in Members(type))
        {
            property.SetValue(value, Fill(property.PropertyType));
        }

        return value;
    }

    public static void AssertFull(object value, string path)
    {
        foreach (var property in Members(value.GetType()))
        {
            var member = property.GetValue(value);
            Assert.True(member is not null, $"{path}.{property.Name} did not arrive");
            switch (member)
            {
                case string or ConstantClass or ValueType:
                    break;
                case System.Collections.IDictionary map:
                    Assert.True(map.Count == 1, $"{path}.{property.Name} is empty");
                    break;
                case System.Collections.IList list:
                    Assert.True(list.Count == 1, $"{path}.{property.Name} is empty");
                    if (list[0] is not string)
                    {
                        AssertFull(list[0]!, $"{path}.{property.Name}[0]");
                    }

                    break;
                default:
                    AssertFull(member!, $"{path}.{property.Name}");
                    break;
            }
        }
    }

    private static IEnumerable<PropertyInfo> Members(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(p => p.CanWrite);
}
