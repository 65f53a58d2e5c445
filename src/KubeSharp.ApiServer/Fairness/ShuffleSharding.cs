using System.Text;

namespace KubeSharp.ApiServer.Fairness;

/// <summary>Deals each flow a hand of queues (KEP-1040): two flows hardly ever have the same hand, so that none can be starved by another.</summary>
internal static class ShuffleSharding
{
    public static ulong HashOf(string schema, string distinguisher)
    {
        // FNV-1a: the same at every server and after every restart.
        const ulong basis = 14695981039346656037;
        const ulong prime = 1099511628211;
        var hash = basis;
        Span<byte> bytes = stackalloc byte[512];
        Add(ref hash, schema, bytes);
        hash = (hash ^ (byte)',') * prime;
        Add(ref hash, distinguisher, bytes);
        return hash;

        static void Add(ref ulong hash, string text, Span<byte> bytes)
        {
            foreach (var rune in text.EnumerateRunes())
            {
                var length = rune.EncodeToUtf8(bytes);
                foreach (var value in bytes[..length])
                {
                    hash = (hash ^ value) * prime;
                }
            }
        }
    }

    /// <summary>Draws different cards out of a deck, decided by the hash alone.</summary>
    /// <param name="hash">Of the flow.</param>
    /// <param name="deck">How many cards there are.</param>
    /// <param name="hand">Filled with the numbers of the cards.</param>
    public static void Deal(ulong hash, int deck, Span<int> hand)
    {
        for (var i = 0; i < hand.Length; i++)
        {
            var left = (ulong)(deck - i);
            var card = (int)(hash % left);
            hash /= left;

            // The card-th of those that are not drawn yet; the drawn ones are in order.
            var position = 0;
            while (position < i && hand[position] <= card)
            {
                card++;
                position++;
            }

            hand[position..i].CopyTo(hand[(position + 1)..]);
            hand[position] = card;
        }
    }
}
