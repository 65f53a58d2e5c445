using System.Text;

namespace KubeSharp.Api.Json;

/// <summary>
/// The place of an offset in a document, found by reading the document again: paths are only needed for warnings and errors.
/// </summary>
internal sealed class JsonPath
{
    private readonly List<string?> _keys = [];
    private readonly List<int> _indexes = [];

    private JsonPath()
    {
    }

    /// <summary>Keys of objects, null for elements of arrays.</summary>
    public IReadOnlyList<string?> Keys => _keys;

    /// <summary>The path of the value that the offset stands before or in. The document is well formed up to there.</summary>
    public static JsonPath At(ReadOnlySpan<byte> data, int offset)
    {
        var path = new JsonPath();
        var cursor = new JsonCursor(data, null);
        path.Descend(ref cursor, offset);
        return path;
    }

    public override string ToString()
    {
        var b = new StringBuilder();
        for (var i = 0; i < _keys.Count; i++)
        {
            if (_keys[i] is not { } key)
            {
                b.Append('[').Append(_indexes[i]).Append(']');
            }
            else
            {
                b.Append(b.Length > 0 ? "." : "").Append(key);
            }
        }

        return b.ToString();
    }

    private void Descend(ref JsonCursor cursor, int offset)
    {
        while (cursor.Peek() is (byte)'{' or (byte)'[' && cursor.Position < offset)
        {
            var found = cursor.Peek() == '{' ? Property(ref cursor, offset) : Element(ref cursor, offset);
            if (!found)
            {
                return;
            }
        }
    }

    /// <summary>Stops before the value that holds the offset.</summary>
    private bool Property(ref JsonCursor cursor, int offset)
    {
        cursor.BeginObject();
        while (cursor.NextProperty(out var name))
        {
            if (Holds(cursor, offset))
            {
                _keys.Add(Encoding.UTF8.GetString(name));
                _indexes.Add(0);
                return true;
            }

            cursor.Skip();
        }

        return false;
    }

    private bool Element(ref JsonCursor cursor, int offset)
    {
        cursor.BeginArray();
        for (var i = 0; cursor.NextElement(); i++)
        {
            if (Holds(cursor, offset))
            {
                _keys.Add(null);
                _indexes.Add(i);
                return true;
            }

            cursor.Skip();
        }

        return false;
    }

    /// <summary>The value at the cursor (a copy) is not over before the offset.</summary>
    private static bool Holds(JsonCursor cursor, int offset)
    {
        if (offset <= cursor.Position)
        {
            return true;
        }

        cursor.Peek();
        if (offset <= cursor.Position)
        {
            return true;
        }

        try
        {
            cursor.Skip();
        }
        catch (DecodeException)
        {
            // What is not well formed lies behind the offset.
            return true;
        }

        return offset < cursor.Position;
    }
}
