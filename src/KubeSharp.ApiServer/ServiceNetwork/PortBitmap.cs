using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.ServiceNetwork;

/// <summary>A set of node ports as upstream stores it: bit i of a number, most significant byte first, is the i-th port of the range.</summary>
internal sealed class PortBitmap
{
    private readonly byte[] _bits;
    private readonly NodePortRange _range;

    public PortBitmap(NodePortRange range)
        : this(range, new byte[(range.Count + 7) / 8])
    {
    }

    private PortBitmap(NodePortRange range, byte[] bits) => (_range, _bits) = (range, bits);

    public bool this[int port]
    {
        get => _range.Contains(port) && (_bits[(port - _range.First) >> 3] & (1 << ((port - _range.First) & 7))) != 0;
        set
        {
            if (!_range.Contains(port))
            {
                return;
            }

            var offset = port - _range.First;
            var bit = (byte)(1 << (offset & 7));
            _bits[offset >> 3] = (byte)(value ? _bits[offset >> 3] | bit : _bits[offset >> 3] & ~bit);
        }
    }

    public PortBitmap Copy() => new(_range, (byte[])_bits.Clone());

    public IEnumerable<int> Ports() => Enumerable.Range(_range.First, _range.Count).Where(port => this[port]);

    public bool SameAs(PortBitmap other) => _bits.AsSpan().SequenceEqual(other._bits);

    public RangeAllocation ToAllocation()
    {
        var length = _bits.AsSpan().TrimEnd((byte)0).Length;
        var number = new byte[length];
        for (var i = 0; i < length; i++)
        {
            number[i] = _bits[length - 1 - i];
        }

        return new RangeAllocation { Range = _range.ToString(), Data = new ByteString(number) };
    }

    /// <summary>What is stored, by port; of another range only the ports that are in this one as well.</summary>
    public static PortBitmap Of(RangeAllocation stored, NodePortRange range)
    {
        var result = new PortBitmap(range);
        var dash = stored.Range.IndexOf('-');
        var first = dash > 0 && int.TryParse(stored.Range.AsSpan(0, dash), out var parsed) ? parsed : range.First;
        var number = stored.Data.Span;
        for (var i = 0; i < number.Length * 8; i++)
        {
            if ((number[number.Length - 1 - (i >> 3)] & (1 << (i & 7))) != 0)
            {
                result[first + i] = true;
            }
        }

        return result;
    }
}
