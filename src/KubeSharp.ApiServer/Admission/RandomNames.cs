using System.Security.Cryptography;

namespace KubeSharp.ApiServer.Admission;

/// <summary>Random name suffixes, from upstream's alphabet that spells no words.</summary>
internal static class RandomNames
{
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";

    public static string Suffix(int length) => RandomNumberGenerator.GetString(Alphabet, length);
}
