using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;

namespace BitbucketConnections.Tests;

/// <summary>Creates models whose members all have different values, and reads them member by member. It includes new members automatically.</summary>
internal static class FilledModel
{
    public static T Of<T>()
    {
        var count = 0;
        return (T)Fill(typeof(T), ref count);
    }

    public static object Of(Type type)
    {
        var count = 0;
        return Fill(type, ref count);
    }

    /// <summary>Gets the value of every member by its path, to any depth.</summary>
    public static SortedDictionary<string, string> Values(object model, params string[] except)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in Settable(model.GetType()).Where(p => !except.Contains(p.Name)))
        {
            Add(values, property.Name, property.GetValue(model));
        }

        return values;
    }

    public static IEnumerable<PropertyInfo> Settable(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite);

    private static void Add(SortedDictionary<string, string> values, string path, object? value)
    {
        switch (value)
        {
            case null:
                break;
            case string or Uri or ValueType:
                values.Add(path, Convert.ToString(value, CultureInfo.InvariantCulture)!);
                break;
            case IDictionary map:
                foreach (DictionaryEntry entry in map)
                {
                    Add(values, $"{path}['{entry.Key}']", entry.Value);
                }

                break;
            case IEnumerable list:
                foreach (var (item, i) in list.Cast<object>().Select((item, i) => (item, i)))
                {
                    Add(values, $"{path}[{i}]", item);
                }

                break;
            default:
                foreach (var property in Settable(value.GetType()))
                {
                    Add(values, $"{path}.{property.Name}", property.GetValue(value));
                }

                break;
        }
    }

    // Members that have no property are JSON text.
    private static Dictionary<string, string> Unknown(int count) => new() { [$"unknown{count}"] = $"{{\"of\":[{count}]}}" };

    private static object Fill(Type type, ref int count)
    {
        var inner = Nullable.GetUnderlyingType(type) ?? type;
        if (inner == typeof(string))
        {
            return $"value-{++count}";
        }

        if (inner == typeof(int))
        {
            return ++count;
        }

        if (inner == typeof(bool))
        {
            return true;
        }

        if (inner == typeof(DateTime))
        {
            return DateTime.UnixEpoch.AddDays(++count);
        }

        if (inner == typeof(Uri))
        {
            return new Uri($"https://value-{++count}.example/");
        }

        if (inner.IsEnum)
        {
            return Enum.GetValues(inner).Cast<object>().Last();
        }

        if (inner.IsGenericType && inner.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
        {
            var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(inner.GetGenericArguments()))!;
            map.Add($"key-{++count}", Fill(inner.GetGenericArguments()[1], ref count));
            return map;
        }

        if (inner.IsGenericType && inner.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(inner.GetGenericArguments()))!;
            list.Add(Fill(inner.GetGenericArguments()[0], ref count));
            list.Add(Fill(inner.GetGenericArguments()[0], ref count));
            return list;
        }

        var value = Activator.CreateInstance(inner)!;
        foreach (var property in Settable(inner))
        {
            property.SetValue(value, property.Name == nameof(IDeclarationPart.AdditionalMembers) ? Unknown(++count) : Fill(property.PropertyType, ref count));
        }

        return value;
    }
}
