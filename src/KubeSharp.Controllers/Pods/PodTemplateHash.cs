using System.Buffers.Binary;
using System.Globalization;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Controllers.Pods;

/// <summary>
/// A short name for a pod template: FNV-1a over its encoding and the count of collisions seen, in letters that spell no words.
/// It is stable for as long as the template's fields are.
/// </summary>
internal static class PodTemplateHash
{
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";

    public static string Of(PodTemplateSpec template, int? collisions) => Of(JsonCodec.Encode(new PodTemplate { Template = template }), collisions);

    public static string Of(ReadOnlySpan<byte> encoding, int? collisions)
    {
        var hash = Fnv(2166136261, encoding);
        if (collisions is { } count)
        {
            Span<byte> salt = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(salt, count);
            hash = Fnv(hash, salt);
        }

        return Encode(hash.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Each character becomes a letter of the alphabet.</summary>
    public static string Encode(string text) => string.Create(text.Length, text, static (span, source) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = Alphabet[source[i] % Alphabet.Length];
        }
    });

    private static uint Fnv(uint hash, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            hash = (hash ^ value) * 16777619;
        }

        return hash;
    }
}
