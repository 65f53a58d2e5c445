using System.Diagnostics.CodeAnalysis;

namespace KubeSharp.Api.Json;

/// <summary>Errors of grammar in the words of Go's decoder.</summary>
internal static class JsonSyntax
{
    /// <summary>Levels of nesting that are read; deeper documents are refused before they can exhaust the stack.</summary>
    public const int MaxDepth = 1000;

    [DoesNotReturn]
    public static void Throw(ReadOnlySpan<byte> data, int position, string context)
    {
        if (position >= data.Length)
        {
            throw new DecodeException("unexpected end of JSON input");
        }

        throw new DecodeException($"invalid character {Quote(data[position])} {context}");
    }

    [DoesNotReturn]
    public static void ThrowDepth() => throw new DecodeException("exceeded max depth");

    [DoesNotReturn]
    public static void ThrowUtf8() => throw new DecodeException("invalid UTF-8 in string literal");

    public static string ValueKind(byte first) => first switch
    {
        (byte)'"' => "string",
        (byte)'{' => "object",
        (byte)'[' => "array",
        (byte)'t' or (byte)'f' => "bool",
        (byte)'n' => "null",
        _ => "number",
    };

    private static string Quote(byte b) => b switch
    {
        (byte)'\'' => "'\\''",
        (byte)'\n' => "'\\n'",
        (byte)'\r' => "'\\r'",
        (byte)'\t' => "'\\t'",
        (byte)'\\' => "'\\\\'",
        < 0x20 or 0x7f => $"'\\x{b:x2}'",
        _ => $"'{(char)b}'",
    };
}
