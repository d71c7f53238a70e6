import { useState } from 'react';
import { Box } from '@mui/material';
import PianoIcon from '@mui/icons-material/Piano';
import { type Instrument, webAddress } from './instrument';

/** The image of a listing, small; its site is not told who looks at it. */
export function Thumbnail({ of, size = 48 }: { readonly of: Instrument; readonly size?: number }) {
  const [isBroken, setBroken] = useState(false);
  const url = webAddress(of.image?.url);
  const frame = { width: size, height: size, borderRadius: 1, display: 'block' };
  if (url === null || isBroken) {
    return (
      <Box sx={{ ...frame, bgcolor: 'action.hover', display: 'grid', placeItems: 'center' }} aria-hidden>
        <PianoIcon sx={{ color: 'text.secondary' }} />
      </Box>
    );
  }
  return (
    <Box
      component="img"
      src={url}
      alt=""
      loading="lazy"
      referrerPolicy="no-referrer"
      onError={() => setBroken(true)}
      sx={{ ...frame, objectFit: 'cover' }}
    />
  );
}
