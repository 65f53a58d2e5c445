namespace KubeSharp.Fuzz.Testing;

/// <summary>Makes new inputs out of old ones: bits, bytes, runs and words are changed, taken out, repeated and mixed.</summary>
internal sealed class Mutator(Random random, IReadOnlyList<byte[]> words)
{
    public const int MaxLength = 16 * 1024;
    private const int MaxChanges = 6;

    private static readonly byte[] Telling = [0, 1, 0x20, (byte)'"', (byte)'\\', (byte)'{', (byte)'[', (byte)'-', 0x7F, 0x80, 0xC3, 0xED, 0xFF];

    public byte[] Change(byte[] input, byte[] other)
    {
        var bytes = new List<byte>(input);
        for (var changes = 1 + random.Next(MaxChanges); changes > 0; changes--)
        {
            ChangeOnce(bytes, other);
        }

        return [.. bytes.Take(MaxLength)];
    }

    private void ChangeOnce(List<byte> bytes, byte[] other)
    {
        var at = random.Next(bytes.Count + 1);
        var rest = bytes.Count - at;
        switch (random.Next(8))
        {
            case 0 when rest > 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when rest > 0:
                bytes[at] = Telling[random.Next(Telling.Length)];
                break;
            case 2:
                bytes.Insert(at, (byte)random.Next(256));
                break;
            case 3 when rest > 0:
                bytes.RemoveRange(at, 1 + random.Next(Math.Min(rest, 32)));
                break;
            case 4 when rest > 0:
                var run = bytes.GetRange(at, 1 + random.Next(Math.Min(rest, 64)));
                for (var times = 1 + random.Next(8); times > 0; times--)
                {
                    bytes.InsertRange(at, run);
                }

                break;
            case 5 when words.Count > 0:
                bytes.InsertRange(at, words[random.Next(words.Count)]);
                break;
            case 6 when other.Length > 0:
                var from = random.Next(other.Length);
                bytes.InsertRange(at, other.AsSpan(from, 1 + random.Next(Math.Min(other.Length - from, 256))).ToArray());
                break;
            case 7:
                bytes.RemoveRange(at, rest);
                break;
            default:
                bytes.Add((byte)random.Next(256));
                break;
        }
    }
}
