import { DatabaseOutlined, DotChartOutlined, HomeOutlined, SettingOutlined, TeamOutlined } from '@ant-design/icons'
import type { ComponentType } from 'react'
import type { Permission } from '#core/platform/access.ts'

export type Entrance = {
  readonly to: string
  readonly text: 'home' | 'map' | 'customers' | 'data' | 'settings'
  readonly icon: ComponentType<{ readonly 'aria-hidden'?: 'true' }>
  readonly needs?: Permission
}

/** The rooms in the order of the story. A room is shown once its page exists, to whoever may read it. */
export const navigation: readonly Entrance[] = [
  { to: '/', text: 'home', icon: HomeOutlined },
  { to: '/map', text: 'map', icon: DotChartOutlined, needs: 'values.read' },
  { to: '/customers', text: 'customers', icon: TeamOutlined, needs: 'customers.read' },
  { to: '/data', text: 'data', icon: DatabaseOutlined, needs: 'imports.manage' },
  { to: '/settings', text: 'settings', icon: SettingOutlined, needs: 'settings.read' },
]
