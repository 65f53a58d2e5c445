using System.Globalization;
using KubeSharp.Api;

namespace KubeSharp.Kubelet.Eviction;

/// <summary>How little of something may be left: an amount, or a part of the capacity.</summary>
internal readonly record struct EvictionThreshold(string Signal, Quantity? Amount, double Fraction)
{
    /// <exception cref="FormatException">It is neither a quantity nor a percentage.</exception>
    public static EvictionThreshold Parse(string signal, string text)
    {
        if (text.EndsWith('%') && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var percent))
        {
            return new EvictionThreshold(signal, null, percent / 100);
        }
        return new EvictionThreshold(signal, Quantity.Parse(text), 0);
    }

    public long Bytes(long capacity) => Amount?.Value ?? (long)(capacity * Fraction);

    public bool IsMet(long available, long capacity) => available < Bytes(capacity);
}
