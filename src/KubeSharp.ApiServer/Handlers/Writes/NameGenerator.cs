using System.Security.Cryptography;

namespace KubeSharp.ApiServer.Handlers.Writes;

/// <summary>Names from <c>metadata.generateName</c>: the base and five characters that form no words.</summary>
internal static class NameGenerator
{
    /// <summary>Creates that meet a taken name are tried this often, each time with another name (KEP-4420).</summary>
    public const int MaxAttempts = 8;

    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";
    private const int SuffixLength = 5;
    private const int MaxBaseLength = 63 - SuffixLength;

    public static string Generate(string prefix)
    {
        if (prefix.Length > MaxBaseLength)
        {
            prefix = prefix[..MaxBaseLength];
        }

        return string.Create(prefix.Length + SuffixLength, prefix, static (span, prefix) =>
        {
            prefix.CopyTo(span);
            RandomNumberGenerator.GetItems<char>(Alphabet, span[prefix.Length..]);
        });
    }
}
