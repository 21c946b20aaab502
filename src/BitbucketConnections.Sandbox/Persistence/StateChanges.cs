using System.Collections;
using System.Collections.Generic;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace BitbucketConnections.Sandbox.Persistence;

/// <summary>
/// Finds the objects that changed since the last look. It keeps the values of the fields of each object, and looks at all of them: no code that changes an
/// object has to report it.
/// </summary>
internal sealed class StateChanges
{
    private readonly Dictionary<object, Known> _known = new(SameObject.Comparer);
    private readonly Dictionary<System.Type, ObjectShape> _shapes = [];
    private readonly List<object?> _buffer = [];
    private List<object> _changed = [];
    private int _look;

    /// <summary>Looks at all objects that can be reached.</summary>
    /// <param name="roots">The objects to start from.</param>
    /// <returns>The known objects that changed. Objects that are new are not in the list: a changed object or a root refers to them.</returns>
    public IReadOnlyList<object> Look(IEnumerable<object> roots)
    {
        _look++;
        _changed = [];
        foreach (var root in roots)
        {
            Visit(root);
        }

        return _changed;
    }

    private void Visit(object value)
    {
        if (_known.TryGetValue(value, out var known) && known.Look == _look)
        {
            return;
        }

        var start = _buffer.Count;
        foreach (var field in ShapeOf(value).Fields)
        {
            Flatten(field.GetValue(value));
        }

        if (known is null)
        {
            known = new Known { Values = Take(start) };
            _known.Add(value, known);
        }
        else if (!IsSame(known.Values, start))
        {
            known.Values = Take(start);
            _changed.Add(value);
        }

        _buffer.RemoveRange(start, _buffer.Count - start);
        known.Look = _look;
        foreach (var part in known.Values)
        {
            if (part is not (null or string or System.ValueType or JsonNode or XElement))
            {
                Visit(part);
            }
        }
    }

    // Objects are compared by reference, so that an object that was replaced by an equal one is a change too.
    private bool IsSame(object?[] values, int start)
    {
        if (values.Length != _buffer.Count - start)
        {
            return false;
        }

        for (var i = 0; i < values.Length; i++)
        {
            var (before, now) = (values[i], _buffer[start + i]);
            if (!ReferenceEquals(before, now) && (before is not (string or System.ValueType) || !before.Equals(now)))
            {
                return false;
            }
        }

        return true;
    }

    private void Flatten(object? value)
    {
        if (value is null or string)
        {
            _buffer.Add(value);
            return;
        }

        var shape = ShapeOf(value);
        if (shape.IsItems)
        {
            var place = _buffer.Count;
            _buffer.Add(null);
            var count = 0;
            foreach (var item in (IEnumerable)value)
            {
                Flatten(item);
                count++;
            }

            _buffer[place] = count;
        }
        else if (shape.IsPart && !shape.IsValue)
        {
            foreach (var field in shape.Fields)
            {
                Flatten(field.GetValue(value));
            }
        }
        else
        {
            _buffer.Add(value);
        }
    }

    private object?[] Take(int start) => [.. _buffer.GetRange(start, _buffer.Count - start)];

    private ObjectShape ShapeOf(object value)
    {
        var type = value.GetType();
        if (!_shapes.TryGetValue(type, out var shape))
        {
            shape = ObjectShape.Of(type);
            _shapes.Add(type, shape);
        }

        return shape;
    }

    private sealed class Known
    {
        public required object?[] Values { get; set; }

        public int Look { get; set; }
    }
}
